/** Segments and envelopes of texts, as the tests read them. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import {
  type EnvelopeEvent,
  envelopesOf,
  type Segment,
  segmentsOf,
  type X12Fault,
} from '../../../src/x12/index.ts';

export const CORPUS = 'corpora/x12';

export const ISA =
  'ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *260304*0930*^*00501*000000007*0*T*:~';

export const interchange = (body: string): string =>
  `${ISA}GS*HC*SENDER*RECEIVER*20260304*0930*7*X*005010X222A1~${body}GE*1*7~IEA*1*000000007~`;

export const segments = (text: string): readonly Segment[] =>
  segmentsOf(text).flatMap((event) => (event.kind === 'segment' ? [event.segment] : []));

export const envelopes = (text: string): readonly EnvelopeEvent[] => envelopesOf(segmentsOf(text));

export const faults = (text: string): readonly X12Fault[] =>
  envelopes(text).flatMap((event) => (event.kind === 'fault' ? [event.fault] : []));

/** Every file below a folder, with its text. */
export function filesOf(folder: string): readonly { readonly name: string; readonly text: string }[] {
  return readdirSync(folder)
    .sort()
    .flatMap((name) => {
      const path = join(folder, name);
      return statSync(path).isDirectory() ? filesOf(path) : [{ name, text: readFileSync(path, 'latin1') }];
    });
}
