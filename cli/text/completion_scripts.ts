/**
 * What makes a shell ask `sim completions complete` at each tab. The answer is a candidate a line, and `<files>` last where
 * files may stand there too.
 *
 * @module
 */

/** The line of an answer that stands for files. */
export const FILES = "<files>";

// bash takes a colon and an equals sign for the end of a word, so what stands before the last one is not part of the answer.
const BASH = `# bash completion for sim
_sim() {
  local line=\${COMP_LINE:0:COMP_POINT} word prefix candidate
  word=\${line##*[[:space:]]}
  prefix=
  if [[ $COMP_WORDBREAKS == *:* && $word == *[:=]* ]]; then prefix=\${word%"\${word##*[:=]}"}; fi
  COMPREPLY=()
  while IFS= read -r candidate; do
    if [[ $candidate == "${FILES}" ]]; then
      while IFS= read -r candidate; do COMPREPLY+=("$candidate"); done < <(compgen -f -- "\${word#"$prefix"}")
      compopt -o filenames 2>/dev/null
    else
      COMPREPLY+=("\${candidate#"$prefix"}")
      if [[ $candidate == *[:=] ]]; then compopt -o nospace 2>/dev/null; fi
    fi
  done < <(sim completions complete "$line" 2>/dev/null)
}
complete -F _sim sim
`;

const ZSH = `#compdef sim
_sim() {
  local -a candidates going done
  candidates=("\${(@f)$(sim completions complete "$LBUFFER" 2>/dev/null)}")
  if (( \${candidates[(I)${FILES}]} )); then
    candidates=(\${candidates:#${FILES}})
    _files
  fi
  going=(\${(M)candidates:#*[:=]})
  done=(\${candidates:#*[:=]})
  (( \${#going} )) && compadd -S '' -a going
  (( \${#done} )) && compadd -a done
}
(( $+functions[compdef] )) || { autoload -Uz compinit && compinit -u }
compdef _sim sim
`;

const FISH = `# fish completion for sim
function __sim_complete
    for candidate in (sim completions complete (commandline -cp) 2>/dev/null)
        if test "$candidate" = "${FILES}"
            __fish_complete_path (commandline -ct)
        else
            echo $candidate
        end
    end
end
complete -c sim -f -a '(__sim_complete)'
`;

/** The scripts by the shell's name. */
export const COMPLETION_SCRIPTS: Readonly<Record<string, string>> = { bash: BASH, zsh: ZSH, fish: FISH };
