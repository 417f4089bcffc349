/**
 * Shows changes that follow each other as fast as a hand moves. On a slow machine a change is shown in
 * parts, as much in each frame as leaves time for the hand: what it follows stays smooth, for fewer
 * changes a second than if each frame showed a whole one; benchmarks/explorables.py compares the two.
 */

const LATE_FRAME_MS = 5; // a frame that begins as late shows nothing, so that pointer input comes first
const MAX_SKIPPED_FRAMES = 6; // in a row
const PAINT_DEADLINE_MS = 14; // after a frame was due; by then its part of a change is to be painted
const [SHORTEST, LONGEST] = [0.3, 3]; // milliseconds after which a part may end, before its drawing

/**
 * Return what says when something is shown.
 * @param {() => Generator<void, void>} show shows what is newest, and yields after each part
 */
export function frames(show) {
  let frame = 0; // that is asked for
  let isBehind = false; // there is a change newer than what is being shown
  /** @type {Generator<void, void> | undefined} what is still to be shown */
  let rest;
  let slice = 1; // milliseconds after which a part ends
  let skipped = 0; // frames in a row

  /**
   * Show in a frame as much as there is time for. Where a part is drawn late, the next is smaller.
   * @param {number} due when the frame was to begin
   */
  function proceed(due) {
    frame = requestAnimationFrame(proceed);
    if (performance.now() > due + LATE_FRAME_MS && skipped++ < MAX_SKIPPED_FRAMES) return;
    skipped = 0;
    const start = performance.now();
    if (!rest) {
      isBehind = false;
      rest = show();
    }
    do {
      if (rest.next().done) rest = undefined;
    } while (rest && performance.now() < start + slice);
    if (!rest && !isBehind) leave();
    setTimeout(() => { // when the browser has drawn it
      slice *= performance.now() > due + PAINT_DEADLINE_MS ? 0.8 : 1.2;
      slice = Math.min(Math.max(slice, SHORTEST), LONGEST);
    });
  }

  /** Show no more of what is being shown. */
  function leave() {
    cancelAnimationFrame(frame);
    frame = 0;
    rest = undefined;
  }

  /** Show what is newest at once, and whole. */
  function finish() {
    leave();
    for (const _ of show());
  }

  return {
    leave,
    finish,

    /** Show what is newest in the frames to come. Some that is older may never be shown whole. */
    follow() {
      isBehind = true;
      frame ||= requestAnimationFrame(proceed);
    },

    /** Show at once what is still to be shown: there are no frames while the tab is hidden. */
    settle() {
      if (frame) finish();
    },
  };
}
