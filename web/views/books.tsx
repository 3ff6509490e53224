/**
 * The worked examples of the books, each as its book draws it, the printed figures beside ours.
 *
 * @module
 */

import { useEffect, useMemo, useState } from "preact/hooks";
import { BOOKS } from "../../analysis/verify/books/mod.ts";
import { type CheckedFigure, verifyBooks } from "../../analysis/verify/verify_books.ts";
import type { Book, WorkedExample } from "../../analysis/verify/worked_example.ts";
import { drawingOf } from "../books/drawings.ts";
import { loadExample } from "../books/load_example.ts";
import { Lanes } from "../lanes/lanes.tsx";
import { fill, type Texts } from "../languages/language.ts";
import type { Page } from "../page.ts";
import type { View } from "./view.ts";

function Books({ page }: { readonly page: Page }) {
  const texts = page.texts.value;
  const book = bookOf(page.state.views.value.books);
  const [figures, setFigures] = useState<readonly CheckedFigure[]>([]);
  useEffect(() => {
    const controller = new AbortController();
    verifyBooks({ books: [book], signal: controller.signal }).then(setFigures, (error) => {
      if (!controller.signal.aborted) throw error;
    });
    return () => controller.abort();
  }, [book]);
  const own = figures.filter((figure) => figure.book === book.name);
  return (
    <section class="books" aria-label={texts.books.title}>
      <div class="parting-choice" role="group" aria-label={texts.books.choose}>
        {BOOKS.map((each) => (
          <button
            key={each.name}
            type="button"
            aria-pressed={each === book}
            onClick={() => page.state.setView("books", { book: each.name })}
          >
            {texts.say(each.name)}
          </button>
        ))}
      </div>
      <p class="hint" lang="en">{book.citation}</p>
      <Verdict figures={own} texts={texts} />
      {book.examples.map((example) => (
        <Example
          key={`${book.name} ${example.title}`}
          page={page}
          book={book}
          example={example}
          figures={own.filter((figure) => figure.example === example.title)}
        />
      ))}
    </section>
  );
}

/** The book that the state names; a link may name anything. */
function bookOf(values: unknown): Book {
  const name = (values as { book?: unknown } | null | undefined)?.book;
  return BOOKS.find((book) => book.name === name) ?? BOOKS[0];
}

function Verdict({ figures, texts }: { readonly figures: readonly CheckedFigure[]; readonly texts: Texts }) {
  if (figures.length === 0) return null;
  const wrong = figures.filter(({ agrees }) => !agrees).length;
  const count = figures.length;
  return (
    <p class={wrong === 0 ? "good" : "refused"} role="status">
      {wrong === 0 ? fill(texts.books.allAgree, { count }) : fill(texts.books.differ, { wrong, count })}
    </p>
  );
}

function Example({ page, book, example, figures }: {
  readonly page: Page;
  readonly book: Book;
  readonly example: WorkedExample;
  readonly figures: readonly CheckedFigure[];
}) {
  const texts = page.texts.value;
  const { groups, span } = useMemo(() => drawingOf(book.name, example), [example]);
  const name = `${book.name}: ${texts.say(example.title)}`;
  return (
    <article aria-label={name}>
      <header>
        <h3>{texts.say(example.title)}</h3>
        <button type="button" onClick={() => loadExample(page, name, example)}>
          {texts.books.load}
          <span class="spoken">: {name}</span>
        </button>
      </header>
      <Lanes label={name} groups={groups} span={span} patterns={page.state.patterns.value} />
      <Figures name={name} figures={figures} texts={texts} />
    </article>
  );
}

function Figures({ name, figures, texts }: {
  readonly name: string;
  readonly figures: readonly CheckedFigure[];
  readonly texts: Texts;
}) {
  const titles: Readonly<Record<string, string>> = texts.books.figures;
  return (
    <div class="scrolling" tabIndex={0} role="group" aria-label={fill(texts.books.figuresOf, { name })}>
      <table class="figures">
        <thead>
          <tr>
            <th scope="col" class="text">
              <span class="spoken">{texts.books.agreement}</span>
            </th>
            <th scope="col" class="text">{texts.books.figure}</th>
            <th scope="col" class="text">{texts.books.printed}</th>
            <th scope="col" class="text">{texts.books.ours}</th>
          </tr>
        </thead>
        <tbody>
          {figures.map(({ figure, expected, got, agrees }) => (
            <tr key={figure}>
              <td class={agrees ? "best" : "refused"}>
                <span aria-hidden="true">{agrees ? "✓" : "✗"}</span>
                <span class="spoken">{agrees ? texts.books.agrees : texts.books.differs}</span>
              </td>
              <th scope="row" class="text">{titles[figure] ?? figure}</th>
              <td class="text">{expected}</td>
              <td class="text">{got}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Books. */
export const view: View = {
  name: "books",
  title: (texts) => texts.books.title,
  terminal: () => ({ commands: ["sim verify"], files: [] }),
  Component: Books,
};
