/** The page's side of worker.js: one interpreter, which runs one program at a time. */

/** @typedef {import("./worker.js").Job} Job */
/** @typedef {import("./worker.js").Told} Told */

const START_LIMIT = 60_000; // ms; a start that hangs is given up, so that the reader can try again

/** @type {Worker | undefined} */
let worker;
/** @type {((told: Told) => void) | undefined} */
let listener;

export const isRunning = () => listener !== undefined;

function startWorker() {
  const started = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
  // One that was ended may still have something to say.
  started.onmessage = ({ data }) => started === worker && listener?.(data);
  started.onerror = ({ message }) => started === worker && fail(message || "worker.js");
  return started;
}

/** @param {string} message */
function fail(message) {
  discard();
  listener?.({ type: "failed", reason: "download", message });
}

function discard() {
  worker?.terminate();
  worker = undefined;
}

/** End the program that runs, at once: its thread ends, and another gets ready for the next program. */
export function stop() {
  discard();
  listener?.({ type: "stopped" });
  worker = startWorker();
  worker.postMessage(null);
}

/**
 * Run a program; `listen` is told all that comes of it, the last time that it is over.
 * @param {Job} job
 * @param {(told: Told) => void} listen
 */
export function run(job, listen) {
  const limit = setTimeout(() => fail("Python"), START_LIMIT);
  listener = (told) => {
    if (told.type === "ready" || told.type === "progress") clearTimeout(limit);
    const isOver = told.type === "done" || told.type === "failed" || told.type === "stopped";
    if (isOver) {
      clearTimeout(limit);
      listener = undefined;
      if (told.type === "failed") discard();
    }
    listen(told);
  };
  worker ??= startWorker();
  worker.postMessage(job);
}
