/** Recorded codes and the weeks of gestation: an open trimester is filled in, another one is asked about (guideline I.C.15.a.3). */
import {
  asking,
  type DiagnosisSuggestion,
  icd10CmCode,
  type ModuleContext,
  type ModuleOutput,
  resting,
} from '../../src/suggest/module.ts';
import { type Gestation, type Trimester, trimesterOf } from './weeks.ts';

const TITLE = /\b(first|second|third|unspecified) trimester/i;
const DIGIT: Readonly<Record<Trimester, string>> = { first: '1', second: '2', third: '3' };

export function trimesters(gestation: Gestation, context: ModuleContext): ModuleOutput {
  const outputs = context.diagnoses
    .filter((d) => /^(?:O|Z34)/.test(d.code))
    .map((d) => judged(d, gestation, context));
  return {
    diagnoses: outputs.flatMap((o) => o.diagnoses ?? []),
    queries: outputs.flatMap((o) => o.queries ?? []),
  };
}

function judged(d: DiagnosisSuggestion, gestation: Gestation, context: ModuleContext): ModuleOutput {
  const said = TITLE.exec(d.title)?.[1]?.toLowerCase();
  const is = trimesterOf(gestation);
  const code = said && said !== is ? inTrimester(d.code, is, context) : undefined;
  if (!code) return {};
  if (said === 'unspecified') {
    const how = {
      rule: 'trimester-from-weeks',
      section: 'I.C.15.a.3',
      sure: 0.95,
      evidence: gestation.evidence,
    };
    return { diagnoses: [resting(code, [], { ...how, replaces: [d] }, context)] };
  }
  const question = `The code says ${said} trimester, the weeks of gestation say ${is}. Which one is right?`;
  const options = [
    { answer: `${said} trimester`, code: d.code },
    { answer: `${is} trimester`, code },
  ];
  return {
    queries: [asking('trimester-disagrees', d, { question, options, section: 'I.C.15.a.3' }, context)],
  };
}

/** The trimester is the last character, or the one before that of the fetus; the title proves it. */
function inTrimester(
  code: string,
  trimester: Trimester,
  { terminology, on }: ModuleContext,
): string | undefined {
  const places = code.length === 8 ? [6, 7] : [code.length - 1];
  return places
    .map((at) => code.slice(0, at) + DIGIT[trimester] + code.slice(at + 1))
    .find((candidate) => {
      const normal = icd10CmCode(candidate);
      const status = normal && terminology.icd10cm.status(normal, on);
      return status?.kind === 'active' && TITLE.exec(status.entry.title)?.[1]?.toLowerCase() === trimester;
    });
}
