/** What writing needs of a connection, and what is known of a resource once it is written. */
import type { Client } from 'fhir-kit-client';
import type { Clock } from '../../kernel/index.ts';
import type { Base } from '../http/base.ts';
import type { Notice } from '../http/pages.ts';
import type { Turns } from './in-turn.ts';
import type { WriteCapability } from './write-capability.ts';

export interface Writing {
  readonly client: Client;
  readonly base: Base;
  readonly maxPages: number;
  readonly clock: Clock;
  readonly random: () => number;
  readonly notice: (notice: Notice) => void;
  readonly turns: Turns;
  capability(): Promise<WriteCapability>;
}

export interface Written {
  readonly outcome: 'created' | 'existing';
  /** `Type/id`. */
  readonly reference: string;
}

/** Two writers at once: some servers answer the slower one 409 instead of looking again. */
export const CONFLICT_TRIES = 3;

export const pause = ({ clock, random }: Writing, tries: number): Promise<void> =>
  clock.wait(Math.round(random() * 1000 * tries));
