/**
 * Milliseconds for which this process has computed, in all threads. Other programs make a request take long by the
 * clock without any fault of ours, and cannot make it compute more; what we wait for, the disk and scrypt, is short
 * or counted here.
 */
export function computed(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
