/** One measure: what came out, what it should be, and whether it is. */
export type Measure = {
  readonly name: string;
  readonly result: string;
  /** Null: only told. */
  readonly goal: string | null;
  readonly met: boolean | null;
};

export function atLeast(name: string, value: number, goal: number): Measure {
  return { name, result: value.toFixed(2), goal: `at least ${goal}`, met: value >= goal };
}

export function atMost(name: string, value: number, goal: number, unit: string, digits = 0): Measure {
  return {
    name,
    result: `${value.toFixed(digits)}${unit}`,
    goal: `at most ${goal}${unit}`,
    met: value <= goal,
  };
}

export function told(name: string, result: string): Measure {
  return { name, result, goal: null, met: null };
}

export type Chapter = { readonly title: string; readonly measures: readonly Measure[] };

export function markdown(about: string, chapters: readonly Chapter[]): string {
  const lines = chapters.flatMap(({ title, measures }) => [
    '',
    `## ${title}`,
    '',
    '| measure | result | goal | met |',
    '| --- | --- | --- | --- |',
    ...measures.map(
      ({ name, result, goal, met }) =>
        `| ${name} | ${result} | ${goal ?? ''} | ${met === null ? '' : met ? 'yes' : '**no**'} |`,
    ),
  ]);
  return ['# Bench', '', about, ...lines, ''].join('\n');
}

/** The middle one. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
