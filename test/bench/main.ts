import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { measureDeliveries } from './deliveries.ts';
import { measurePages, measureWeight } from './pages.ts';
import { startCandor } from './process.ts';
import { fill, measureGrowth, measurePublishing } from './publishing.ts';
import { atMost, type Chapter, markdown, median } from './report.ts';

/** Measures the built product on this machine, beside the least that could do the same, and writes `bench.md`. */

const starts = 3;

async function run(directory: string, deliveries: number): Promise<Chapter[]> {
  const chapters: Chapter[] = [];
  const next = async (name: string, measure: () => Promise<readonly Chapter[]>): Promise<void> => {
    process.stderr.write(`${name}\n`);
    chapters.push(...(await measure()));
  };
  await next('the cached page', async () => {
    const { dataDir } = await fill(directory, { components: 50, days: 365 });
    const startMs: number[] = [];
    for (let number = 1; number < starts; number += 1) {
      const server = await startCandor(dataDir);
      startMs.push(server.startMs);
      await server.stop();
    }
    const server = await startCandor(dataDir);
    startMs.push(server.startMs);
    const weight = await measureWeight(server);
    const idle = await server.usage();
    const { chapter, usage } = await measurePages(server, directory);
    await server.stop();
    const process = {
      title: 'The process: 50 components, a year of history',
      measures: [
        atMost('start until it listens', median(startMs), 500, ' ms'),
        atMost('memory, idle', idle.rssMb, 90, ' MB'),
        atMost('memory, under load', usage.rssMb, 160, ' MB'),
      ],
    };
    return [chapter, weight, process];
  });
  await next('publishing', async () => [await measurePublishing(path.join(directory, 'publishing'))]);
  await next('growth', async () => [await measureGrowth(path.join(directory, 'growth'))]);
  await next('deliveries', async () => [await measureDeliveries(path.join(directory, 'mail'), deliveries)]);
  return chapters;
}

const isFull = process.argv.includes('--full');
const directory = mkdtempSync(path.join(tmpdir(), 'candor-bench-'));
try {
  const chapters = await run(directory, isFull ? 100_000 : 10_000);
  const [processor] = cpus();
  const about = `${new Date().toISOString()}, Node.js ${process.version}, ${cpus().length} × ${processor?.model ?? 'a processor'}.`;
  const report = markdown(about, chapters);
  writeFileSync('bench.md', report);
  process.stdout.write(`${report}\nWritten to bench.md.\n`);
} finally {
  rmSync(directory, { recursive: true, force: true });
}
