import type { Change } from '../../domain/command.ts';
import type { DeskReads } from './desk.ts';

/** What is remembered before and after some changes. */
export type Sides = {
  readonly before: DeskReads;
  readonly after: DeskReads;
  readonly changes: readonly Change[];
  /** ms UTC. */
  readonly now: number;
};
