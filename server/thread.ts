import path from 'node:path';
import { parentPort, Worker, workerData } from 'node:worker_threads';
import { packageRoot } from './packageRoot.ts';

/** So long nothing is asked of a thread until it ends and gives its memory back. */
const idleMs = 60_000;

type Asked<Question> = { readonly number: number; readonly question: Question };
type Answered<Answer> = { readonly number: number } & (
  | { readonly answer: Answer }
  | { readonly problem: string }
);

type Waiting<Answer> = {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (problem: Error) => void;
};
type Running<Answer> = { readonly worker: Worker; readonly waiting: Map<number, Waiting<Answer>> };

/**
 * A module of the built product that runs in a thread of its own, so that what it computes keeps nobody else waiting. It
 * is started by the first question, and has `answerQuestions` in it.
 */
export class Thread<Data, Question, Answer> {
  readonly #module: string;
  readonly #data: Data;
  #running: Running<Answer> | null = null;
  #asked = 0;
  #idle: NodeJS.Timeout | undefined;

  /** `module`: below `server/`, without its ending. `data`: what it gets when it starts. */
  constructor(module: string, data: Data) {
    this.#module = module;
    this.#data = data;
  }

  /** Rejects when the thread has failed, or is closed before it has answered. */
  ask(question: Question): Promise<Answer> {
    clearTimeout(this.#idle);
    this.#running ??= this.#start();
    const { worker, waiting } = this.#running;
    this.#asked += 1;
    const asked: Asked<Question> = { number: this.#asked, question };
    worker.ref();
    return new Promise((resolve, reject) => {
      waiting.set(asked.number, { resolve, reject });
      worker.postMessage(asked);
    });
  }

  /** Ends what is under way, and resolves when it is gone. The next question starts it again. */
  async close(): Promise<void> {
    clearTimeout(this.#idle);
    const running = this.#running;
    this.#running = null;
    await running?.worker.terminate();
  }

  #start(): Running<Answer> {
    const file = path.join(packageRoot(), 'dist/server', `${this.#module}.js`);
    // Flags of this process, such as what is loaded first, are not for it.
    const worker = new Worker(file, { workerData: this.#data, execArgv: [] });
    const running: Running<Answer> = { worker, waiting: new Map() };
    const { waiting } = running;
    const failed = (problem: Error): void => {
      if (this.#running === running) this.#running = null;
      for (const { reject } of waiting.values()) reject(problem);
      waiting.clear();
    };
    worker.on('message', (answered: Answered<Answer>) => {
      const asker = waiting.get(answered.number);
      waiting.delete(answered.number);
      if ('answer' in answered) asker?.resolve(answered.answer);
      else asker?.reject(new Error(answered.problem));
      if (waiting.size > 0) return;
      worker.unref();
      if (this.#running === running) this.#idle = setTimeout(() => this.#end(running), idleMs).unref();
    });
    worker.on('error', (error) => failed(error instanceof Error ? error : new Error(String(error))));
    worker.on('exit', () => failed(new Error(`The thread ${this.#module} has ended.`)));
    return running;
  }

  /** Lets it finish in order. */
  #end(running: Running<Answer>): void {
    this.#running = null;
    running.worker.postMessage(null);
  }
}

/** What a thread was given when it started. */
export function dataOfThread<Data>(): Data {
  return workerData as Data;
}

/** In a thread: answers what is asked of it. `finish` is called before it ends because nobody asks any more. */
export function answerQuestions<Question, Answer>(
  answer: (question: Question) => Promise<Answer>,
  finish: () => void = () => undefined,
): void {
  const port = parentPort;
  if (!port) throw new Error('this module runs in a thread only');
  port.on('message', async (asked: Asked<Question> | null) => {
    if (asked === null) {
      finish();
      port.close();
      return;
    }
    const { number, question } = asked;
    const answered: Answered<Answer> = await answer(question).then(
      (answer) => ({ number, answer }),
      (error: unknown) => ({ number, problem: String(error) }),
    );
    port.postMessage(answered);
  });
}
