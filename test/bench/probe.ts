/** Loaded into a measured process before its own code: tells what it has used when its parent asks. */

let last = performance.now();
let lastCpuMs = cpuMs();
let longestMs = 0;

function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

/**
 * How long others had to wait: nothing else ran between two turns of a timer, which is slow enough to cost nothing. Only
 * time in which this process had a CPU counts, so that a busy machine does not seem to be our work.
 */
function turn(): void {
  const now = performance.now();
  const nowCpuMs = cpuMs();
  longestMs = Math.max(longestMs, Math.min(now - last, nowCpuMs - lastCpuMs));
  last = now;
  lastCpuMs = nowCpuMs;
  setTimeout(turn, 10).unref();
}
turn();

process.on('message', () => {
  process.send?.({ cpuMs: cpuMs(), rssMb: process.memoryUsage().rss / 1e6, longestMs });
  longestMs = 0;
});
process.channel?.unref();
// Nothing of the bench outlives it.
process.on('disconnect', () => process.exit());
