/** Ultrasound at the bedside, only with an image that was kept and a region that is named (CPT, diagnostic ultrasound). */
import {
  type ModuleOutput,
  plainly,
  type Service,
  speaksOf,
  unlessRecorded,
  wordsAbout,
} from '../../src/suggest/module.ts';
import { ask, CPT, type Examination, isNamed, lineFor, oneOf, type Room, together } from './examination.ts';
import { split } from './split.ts';

const SECTION = CPT('Diagnostic ultrasound, image documentation');

export function ultrasoundLines(all: readonly Service[], room: Room): ModuleOutput {
  const scans = all.filter((s) => isNamed(s, room.tests.ultrasound));
  return together(
    scans.flatMap((s) => {
      const of = oneOf([s]);
      return of ? [scanOf(of, room)] : [];
    }),
  );
}

function scanOf(of: Examination, room: Room): ModuleOutput {
  const { kept, regions } = room.tests.ultrasound;
  const text = plainly(wordsAbout(of.service));
  const named = regions.filter((r) => speaksOf(text, r.words));
  const [region] = named;
  const options = (named.length > 0 ? named : regions).map(({ label, code }) => ({ answer: label, code }));
  if (!speaksOf(text, kept))
    return { queries: [ask('ultrasound-image', of, 'was an image kept, with a report?', options, SECTION)] };
  if (!region || named.length > 1)
    return { queries: [ask('ultrasound-region', of, 'what was examined?', options, SECTION)] };
  const draft = { code: region.code, label: region.label, rule: 'ultrasound', citation: SECTION };
  const output = split(of, lineFor(of, draft, room), room);
  return output.services ? unlessRecorded(of.service, [region.code], output.services, room.facts) : output;
}
