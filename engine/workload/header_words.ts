/**
 * What people call the columns of a table of processes, by meaning, in the languages of courses. A word counts whatever its case,
 * accents, spaces, dots and underscores are: `arrivaltime` stands for `Arrival Time`, `arrival_time` and `ARRIVAL-TIME`.
 *
 * Data only: a new word is a word in this list. Nothing is named twice; what could mean two things is in
 * {@linkcode AMBIGUOUS_WORDS}, with what it could mean.
 *
 * @module
 */

import type { PROCESS_FIELDS } from "./_rules.ts";

/**
 * A column by what is read from it. `process` is a pid where all cells are numbers, else a name; `io` is an I/O burst, `ioAfter`
 * after how much of the CPU burst that comes, `device` where, `repeat` how often the program comes.
 */
export type HeaderField = (typeof PROCESS_FIELDS)[number] | "process" | "io" | "ioAfter" | "device" | "repeat";

/** A column that is not read: figures of a solution (`result`), or what says nothing of the workload (`remark`). */
export type LeftOut = "result" | "remark";

/** What a column can mean. */
export type HeaderMeaning = HeaderField | LeftOut;

/** The words of each meaning; words of one language stand on one line. */
export const HEADER_WORDS: Readonly<Record<HeaderMeaning, string>> = {
  process: `
    process processes proc job jobs task tasks thread threads p# pr#
    进程 作业 任务 线程 進程 程序 行程 工作 任務 執行緒 处理机进程
    prozess prozesse auftrag aufgabe
    processus proces tache travail
    proceso procesos tarea tareas trabajo trabajos hilo
    processo processos tarefa
    processi lavoro
    процесс процессы задача задание поток работа
    τ tau
    プロセス ジョブ タスク スレッド
    프로세스 작업 태스크 스레드
    proces procesy zadanie surec islem gorev tientrinh proses taak`,
  pid: `
    pid id processid procid jobid taskid tid threadid processnumber processno procno jobnumber jobno tasknumber taskno
    no nr num number # index idx pno sno slno srno serial serialno serialnumber
    进程号 进程id 进程编号 作业号 作业编号 任务号 序号 编号 进程标识 進程號 編號 序號 行程編號
    prozessnummer prozessnr prozessid nummer
    numero numeroprocessus
    idproceso numeroproceso
    numerodoprocesso idprocesso numeroprocesso
    номер номерпроцесса
    プロセス番号 プロセスid 番号
    프로세스번호 프로세스id 번호`,
  name: `
    name processname procname jobname taskname threadname label title
    名称 名字 进程名 进程名称 作业名 作业名称 任务名 任务名称 名稱 進程名 進程名稱 行程名稱
    bezeichnung prozessname
    nom nomprocessus nomduprocessus
    nombre nombreproceso nombredelproceso
    nome nomeprocesso nomedoprocesso nomedelprocesso
    имя имяпроцесса название
    プロセス名 名前 ジョブ名
    프로세스명 프로세스이름 이름
    isim ad nazwa naam`,
  arrival: `
    arrival arrive arrives arrived arrivaltime arrivetime arrivedtime arrivedat arrivesat arrivalat timeofarrival at arr arrtime arrt
    start starttime startat startsat starts submit submittime submitted submittedat submission submissiontime release
    startingtime releasetime released releasedate ready readytime entry entrytime enter entertime intime timein created
    createtime createdtime createdat creationtime creation enqueue enqueuetime enqueuedat timestamp offset phase tarrival
    arrivaltick arrivalticks starttick
    到达时间 到达 到达时刻 抵达时间 提交时间 提交 提交时刻 进入时间 进入时刻 进入系统时间 入井时间 进入输入井时间 进输入井时间 到达输入井时间 进入后备队列时间 就绪时间 到来时间
    到達時間 到達 抵達時間 提交時間 進入時間 釋放時間 释放时间
    ankunft ankunftszeit ankunftszeitpunkt ankunftzeit startzeit startzeitpunkt eintreffzeit bereitzeit bereitzeitpunkt
    arrivee datearrivee datedarrivee tempsarrivee tempsdarrivee heurearrivee heuredarrivee instantarrivee instantdarrivee soumission
    llegada tiempollegada tiempodellegada tllegada instantedellegada horadellegada entrada irrupcion
    chegada datadeingresso instantedecriacao criacao datadecriacao tempochegada tempodechegada instantechegada instantedechegada tempoingresso ingresso
    arrivo tempoarrivo tempodarrivo tempodiarrivo istantediarrivo istantearrivo tempodirilascio
    прибытие времяприбытия времяпоступления поступление моментпоступления времяпоявления появление времястарта времяприхода приход готовность времяготовности
    到着時刻 到着時間 到着
    도착시간 도착 도착시각
    czasprzybycia momentprzybycia przybycie casprichodu prichod czasnadejscia nadejscie czaszgloszenia gelis geliszamani varis variszamani thoigianden thoidiemden waktukedatangan waktutiba kedatangan
    aankomst aankomsttijd`,
  bursts: `
    bursts burst bursttime bt bursttimes cpu cpuburst cpubursts cpubursttime cputime cpuduration cpuneeded cpurequired cpuusage
    burstlength burstduration burstticks run runtime running runningtime runlength runticks service servicetime servicedemand
    servicerequired
    execution executiontime exec exectime executetime length joblength tasklength duration processing processingtime
    processtime computation computationtime compute computetime computing wcet worstcaseexecutiontime cost needed timeneeded
    tc actual actualburst actualbursttime actualtime realburst realtime burstsequence burstlist bursttrace burstpattern sequenceofbursts cpuioburst cpuiobursts cpuandiobursts cpui/obursts
    cputimeneeded requiredcputime cputimerequired requiredtime timerequired required demand totaltime total totalcpu totalcputime totalburst totalbursttime work workload
    tburst tservice cputicks cycles cpucycles
    运行时间 服务时间 执行时间 要求服务时间 要求运行时间 需要时间 所需时间 需要运行时间 所需运行时间 估计运行时间 预计运行时间
    cpu时间 cpu执行时间 cpu运行时间 cpu区间 cpu脉冲 cpu突发 突发时间 区间时间 区间长度 执行区间 执行区间时间 处理时间 占用时间
    占用cpu时间 cpu占用时间 需要cpu时间 作业长度 服务 运行 计算 处理 计算时间 持续时间 执行长度 执行顺序 执行过程 运行过程 使用顺序 资源使用顺序
    運行時間 服務時間 執行時間 需要時間 所需時間 cpu時間 突發時間 處理時間 計算時間
    laufzeit rechenzeit bedienzeit bedienungszeit ausfuhrungszeit ausfuehrungszeit ausfuhrungsdauer cpuzeit cpulaufzeit dauer
    bearbeitungszeit rechendauer cpubedarf benotigtezeit benoetigtezeit servicezeit burstzeit
    duree dureeexecution dureedexecution tempsexecution tempsdexecution tempscpu tempsdecpu tempsservice tempsdeservice
    capacite tempsdecalcul calcul tempsdetraitement tempstraitement dureecpu tempsburst
    rafaga rafagas rafagascpu rafagasdecpu rafagacpu rafagadecpu tiempoderafaga duracion tiempoejecucion tiempodeejecucion ejecucion tiempocpu tiempodecpu
    tiempodeservicio tiemposervicio servicio tservicio tejecucion tcpu secuencia rafagasdecpuyes
    surto surtos surtosdecpu surtodecpu tempodesurto duracao tempoexecucao tempodeexecucao execucao tempocpu tempodecpu tempodeservico servico rajada
    tempodecomputacao computacao tempoderajada rajadadecpu tempodeprocessamento
    lunghezza durata duratacpu tempodiesecuzione tempoesecuzione esecuzione tempodiservizio tempodicpu tempodiburst burstdicpu
    tempodielaborazione
    длительность времявыполнения выполнение времяобслуживания времяработы времяисполнения времяобработки обработка времяцп длительностьвыполнения
    времяпроцессора cpuвремя продолжительность процессорноевремя
    実行時間 処理時間 サービス時間 cpuバースト cpuバースト時間 バースト時間 バースト cpu時間 所要時間 計算時間 サービス要求時間
    실행시간 서비스시간 버스트시간 버스트 cpu시간 cpu버스트 cpu버스트시간 수행시간 처리시간 작업시간
    czaswykonania czastrwania czasobslugi czasprocesora dlugosc dlugoscfazyprocesora fazaprocesora zapotrzebowanienaprocesor dobabehu dobatrvani calismasuresi islemsuresi calismazamani patlamasuresi thoigianxuly thoigianthucthi waktueksekusi
    burstcpu waktuburst waktuproses bedieningstijd uitvoeringstijd rekentijd`,
  io: `
    io i/o tio iotime ioburst iobursts iobursttime ioduration iolength  iowait ios iooperation ioservice
    ioservicetime diskio disktime
    io时间 i/o时间 io操作 io操作时间 io执行时间 io区间 输入输出 输入输出时间 輸入輸出 io時間
    eazeit ea eadauer ein/ausgabe einausgabe
    es e/s tempses tempsdes dureees duraciones duraciondees duraciondelaes duracaoes duracaodees tiempoes tempoes operaciones
    wewy we/wy вв ввод/вывод вводвывод времяввв времявводавывода
    入出力 入出力時間 i/o時間
    입출력 입출력시간 i/o시간`,
  device: `
    device iodevice i/odevice devicename ioresource resource iotype 设备 io设备 设备名 外设 gerat eagerat dispositivo dispositivoes peripherique
    periferico urzadzenie устройство デバイス 장치`,
  ioAfter: `
    ioafter ioat iostart iostartat iobegin iobeginsat iorequest iorequestat iorequestedat ioissuedat ioinstant cpubeforeio cputicksbeforeio
    io开始 io请求 io开始时刻 eabeginn eastart eanach debutes debutdes instantes inicioes iniciodees iniciodelaes instantees instantedees
    inizioio istanteio iniciodaes началовв`,
  repeat: `
    repeat repeats repeated repetition repetitions cyclecount iterations loops loopcount rounds numberofcycles numberofrepetitions
    重复次数 循环次数 重复 循环 wiederholungen repetitionen repeticiones ripetizioni repeticoes powtorzenia повторы повторений 繰り返し 반복`,
  priority: `
    queue cola fila coda warteschlange kolejka priorityqueue priorityclass queuenumber queueno queuenr queueid queuelevel queuepriority classnumber
    priority prio pri priorities prioritylevel prioritynumber priorityvalue prioritycode prioritynr jobpriority importance urgency
    优先级 优先数 队列 队列号 队列级别 队列编号 所在队列 优先权 优先权数 优先级别 进程优先级 優先級 優先權 優先順序 優先數
    prioritat prioritaet prioritatsstufe
    priorite niveaudepriorite
    prioridad
    prioridade
    priorita
    приоритет
    優先度 優先順位
    우선순위
    priorytet oncelik douutien mucdouutien prioritas prioriteit`,
  deadline: `
    deadline due duetime duedate relativedeadline deadlinetime
    截止时间 截止期 截止期限 最后期限 相对截止时间 死线 截止時間 截止期限 期限
    frist echeance plazo plazolimite prazo termin sonteslim terminwykonania tempolimite limite scadenza дедлайн крайнийсрок срок デッドライン 締切 마감시간 데드라인`,
  period: `
    period periods periodtime interarrival cycletime
    周期 周期时间 任务周期 到达周期 週期
    periode periodo okres periyot perioda период 周期時間 주기`,
  nice: `nice nicevalue niceness nice值`,
  tickets: `
    tickets ticket ticketcount lotterytickets share shares weight weights
    彩票 彩票数 票数 权重 權重 lose gewicht billets poids boletos peso bilhetes biglietti билеты вес チケット 重み 티켓 가중치`,
  processors: `
    processors numberofprocessors numberofcpus numberofcores numberofnodes processorcount cpus cpucount cores corecount procs nprocs numprocs ncpus numcpus nodes nodecount slots
    requestednumberofresources
    处理器数 处理机数 核数 处理器 處理器 kerne prozessoren processeurs procesadores processadores processori процессоры
    プロセッサ数 프로세서수`,
  estimate: `
    estimate estimated estimatedburst estimatedbursttime predictedbursttime expectedburst estimatedtime estimatedruntime estimation walltime requestedtime reqtime timelimit predicted predictedburst
    predictedtime prediction expectedtime
    tiempoestimado estimaciondetiempo 估计时间 预测时间 预估时间 估計時間 schatzung  estimacion estimativa stima оценка 見積り 예상시간`,
  after: `after follows dependson dependency predecessor precedingjob precedingjobnumber 前驱 前驱作业`,
  think: `think thinktime 思考时间`,
  quantum:
    `quantum quanta timequantum quantumtime timeslice slice slicetime tq quantumticks quanto zeitscheibe kwant квант 时间片 时间片大小 时间片长度 時間片`,
  memory: `
    memory mem memorysize memsize memoryrequirement memoryrequirements memoryrequired memoryneeded memoryneed memorydemand ram ramsize
    kb mb kbytes mbytes memorykb memorymb memkb memmb mainmemory storage storagesize memorylimit
    内存 主存 内存大小 主存大小 内存需求 主存需求 内存需求量 主存需求量 内存需要量 主存需要量 内存量 主存量 内存要求 主存要求 内存容量 主存容量
    内存空间 主存空间 内存占用 占用内存 存储需求 内存kb 主存kb 记忆体 記憶體 記憶體大小 記憶體需求 主記憶體
    speicher speicherbedarf hauptspeicher speichergrosse arbeitsspeicher memoire memoirerequise besoinmemoire taillememoire
    memoria memorianecesaria tamano memorianecessaria memoriarichiesta memória память объемпамяти требуемаяпамять
    pamiec pamet メモリ メモリサイズ 主記憶 메모리 메모리크기 주기억장치`,
  resources: `resources countedresources resourcesneeded 资源 资源需求 資源`,
  affinity: `affinity cpuaffinity cpumask mask allowedcpus cpuset 亲和性`,
  group: `group cgroup tenant usergroup 组 组别 群組 gruppe groupe grupo gruppo группа グループ 그룹`,
  result: `
    completion completiontime ct completed complete finish finishtime finished finishing finishat ft end endtime ended
    endat exit exittime departure departuretime
    turnaround turnaroundtime turnaroundt tat  tt turntime normalizedturnaround weightedturnaround
    waiting waitingtime wait waittime wt waitt response responsetime resp remaining remainingtime remain remainingburst
    remainingbursttime rbt timeleft timeremaining left leftover executed firstrun firststart startedat firstresponse schedulingtime
    finishorder penalty penaltyratio ntat wtat slowdown stretch finalstate success allocatedresources consumedenergy
    完成时间 完成时刻 结束时间 结束时刻 周转时间 平均周转时间 带权周转时间 等待时间 响应时间 剩余时间 剩余 开始时间 开始执行时间
    开始运行时间 完成時間 結束時間 周轉時間 帶權周轉時間 等待時間 回應時間 響應時間 剩餘時間 已运行时间 响应比
    endzeit fertigstellungszeit verweilzeit verweildauer durchlaufzeit wartezeit antwortzeit restlaufzeit
    fin tempsfin datedefin tempsdattente tempsattente tempsreponse tempsdereponse tempsrotation tempsderotation tempsdesejour
    tempsrestant
    finalizacion tiempodefinalizacion tiempodeespera tiempoespera espera tiempoderetorno tiempoderespuesta retorno respuesta
    tempodeespera tempoderetorno turnaroundmedio tempoderesposta tempofinal termino conclusao tempodeconclusao
    tempodiattesa attesa tempodirisposta tempodicompletamento completamento fine tempodiritorno
    времяожидания ожидание времяотклика времязавершения завершение оборотноевремя времяоборота полноевремя
    終了時刻 終了時間 完了時刻 完了時間 ターンアラウンド ターンアラウンドタイム ターンアラウンド時間 待ち時間 応答時間
    종료시간 완료시간 반환시간 턴어라운드시간 대기시간 응답시간`,
  remark: `
    comment comments note notes remark remarks description desc color colour state status isfinished iscompleted done workloadname profile metadata
    备注 说明 描述 状态 颜色 備註 說明 狀態 bemerkung kommentar zustand farbe commentaire remarque etat couleur comentario estado
    observacion observacao commento stato комментарий примечание состояние 備考 状態 비고 상태`,
};

/** Devices, over columns of I/O on them. */
export const DEVICE_WORDS = `
  disk disks hdd ssd harddisk harddrive hd printer tape network net lan keyboard terminal tty screen monitor mouse cdrom usb scanner plotter
  reader cardreader
  磁盘 硬盘 打印机 打印 输入机 输出机 键盘 网络 绘图仪 磁碟 印表機 輸入機 鍵盤
  platte festplatte drucker netz tastatur disque imprimante clavier reseau disco impresora teclado impressora stampante
  dysk drukarka диск принтер ディスク プリンタ 디스크 프린터`;

/** Counted resources, over columns of how many a job takes; by what they are called then. */
export const RESOURCE_WORDS: Readonly<Record<string, string>> = {
  tape: `
    tapes tapedrives tapedrive tapeunits tapesneeded tapedrivesneeded tapecount numberoftapes numberoftapedrives`,
  printer: `printers printersneeded printercount numberofprinters`,
  磁带机: `磁带机 磁带机数 磁带机数量 磁带机台数 磁带机需求 磁带机需求量 磁带数 磁帶機 磁帶機數`,
  打印机: `打印机数 打印机数量 打印机台数 打印机需求 打印机需求量 印表機數`,
};

/** Deadlines that count from 0, and not from the arrival. */
export const ABSOLUTE_DEADLINE_WORDS = `
  absolutedeadline absdeadline deadlineabsolute absolutedeadlinetime absdeadlinetime dueat
  绝对截止时间 绝对截止期 绝对截止期限 完成截止时间 絕對截止時間 absolutefrist plazoabsoluto prazoabsoluto scadenzaassoluta`;

/** What the last rows of a table are called that are no processes: sums and averages of the others. */
export const SUMMARY_WORDS: Readonly<Record<"sum" | "average", string>> = {
  sum: `
    total totals sum grandtotal subtotal overall
    合计 总计 总和 小计 共计 合計 總計 總和 小計
    summe gesamt insgesamt somme totaux suma totales soma totais somma totale сумма итого всего 総計 합계 총합 toplam tong jumlah totaal suma razem`,
  average: `
    average averages avg mean median averagetime avgtime
    平均 平均值 均值 平均値
    durchschnitt mittel mittelwert schnitt moyenne promedio media medio среднее средняя 평균 ortalama trungbinh ratarata gemiddelde srednia`,
};

/** Words that stand for more than one thing, and what they can stand for. */
export const AMBIGUOUS_WORDS: Readonly<Record<string, readonly HeaderMeaning[]>> = {
  time: ["arrival", "bursts"],
  t: ["arrival", "bursts", "period"],
  times: ["arrival", "bursts"],
  ticks: ["arrival", "bursts"],
  minutes: ["arrival", "bursts"],
  mins: ["arrival", "bursts"],
  min: ["arrival", "bursts"],
  hours: ["arrival", "bursts"],
  seconds: ["arrival", "bursts"],
  ms: ["arrival", "bursts"],
  milliseconds: ["arrival", "bursts"],
  分钟: ["arrival", "bursts"],
  小时: ["arrival", "bursts"],
  时间: ["arrival", "bursts"],
  時間: ["arrival", "bursts"],
  zeit: ["arrival", "bursts"],
  temps: ["arrival", "bursts"],
  tiempo: ["arrival", "bursts"],
  tempo: ["arrival", "bursts"],
  время: ["arrival", "bursts"],
  시간: ["arrival", "bursts"],
  st: ["arrival", "bursts"],
  rt: ["bursts", "arrival", "result"],
  p: ["name", "priority", "period"],
  pr: ["name", "priority"],
  pt: ["bursts", "priority"],
  et: ["bursts", "result"],
  c: ["bursts", "result"],
  d: ["deadline", "bursts"],
  a: ["name", "arrival"],
  b: ["name", "bursts"],
  e: ["bursts", "estimate"],
  r: ["arrival", "bursts"],
  s: ["arrival", "bursts"],
  q: ["group", "priority"],
  order: ["priority", "arrival"],
  rank: ["priority", "arrival"],
  level: ["priority", "group"],
  class: ["priority", "group"],
  processor: ["bursts", "processors"],
  program: ["bursts", "name"],
  programs: ["bursts", "name"],
  programa: ["bursts", "name"],
  size: ["bursts", "memory"],
  jobsize: ["bursts", "memory"],
  大小: ["bursts", "memory"],
  type: ["priority", "group", "remark"],
  user: ["group", "name"],
  usuario: ["group", "name"],
  utente: ["group", "name"],
  benutzer: ["group", "name"],
  utilisateur: ["group", "name"],
  用户: ["group", "name"],
};

/** Single letters of real-time courses, where `C` (computation) and `T` (period) stand together. */
export const TASK_LETTERS: Readonly<Record<string, HeaderField>> = {
  c: "bursts",
  e: "bursts",
  t: "period",
  p: "period",
  d: "deadline",
  r: "arrival",
  a: "arrival",
  o: "arrival",
};
