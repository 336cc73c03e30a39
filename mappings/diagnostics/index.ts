/** Diagnostic tests that the record describes and nobody has coded (CPT, radiology and medicine; CMS Pub. 100-04 ch. 13). */
import type { PrepareFunction } from '../../src/suggest/module.ts';
import { examinations, together } from './examination.ts';
import { filmLines } from './films.ts';
import { ecgLines, nebuliserLines, oximetry, spirometryLines } from './heart-and-lungs.ts';
import { compile } from './tables.ts';
import { ultrasoundLines } from './ultrasound.ts';

export const prepare: PrepareFunction = (raw) => {
  const { films, tests } = compile(raw);
  return (facts, context) => {
    const room = { facts, context, tests };
    const all = examinations(room);
    return together([
      ecgLines(all, room),
      spirometryLines(all, room),
      nebuliserLines(all, room),
      oximetry(all, room),
      filmLines(all, room, films),
      ultrasoundLines(all, room),
    ]);
  };
};
