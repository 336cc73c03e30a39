/** Edit procedure-shape: what a line bills looks like a CPT or HCPCS code and its modifiers (45 CFR 162.1002(a)(5)). */
import { SYSTEM } from '../fhir/index.ts';
import { isCptShape, isHcpcsShape } from '../terminology/index.ts';
import { fail, NOT_APPLICABLE, shown, systemName, verdictOf } from './hit.ts';
import type { Edit, EditLine, EditSubject, Hit } from './model.ts';
import { isOtherType } from './professional.ts';

/** SV101 and SV202 carry four modifiers. */
const MOST_MODIFIERS = 4;
const MODIFIER = /^[0-9A-Z]{2}$/i;

export const procedureShape: Edit = {
  meta: {
    id: 'procedure-shape',
    title: 'Every line bills something that looks like a CPT or HCPCS code',
    severity: 'error',
    issueType: 'code-invalid',
    snip: 2,
    effective: { from: '1900-01-01' },
    authority: { source: '45 CFR', section: '162.1002(a)(5), (c)(1)' },
    about:
      'Looks at the system and the shape of every procedure code (CPT: four digits and a digit or letter; HCPCS Level II: ' +
      'a letter A–V and four digits) and of its modifiers. An institutional line may have a revenue code alone. Whether ' +
      'the code exists is for procedure-unknown.',
    messages: {
      'no-line': 'The claim bills no service; add a line for each service that was performed.',
      'no-code': 'The line has no procedure code; give the CPT or HCPCS code of the service.',
      'no-system': '{code} has no code system; state CPT or HCPCS Level II.',
      'wrong-system': '{code} is given in {system}; a claim line takes CPT or HCPCS Level II.',
      shape: '{code} is not shaped like a code of {system}; correct it.',
      'other-system': '{code} has the shape of {other} but is given in {system}; state the right system.',
      'modifier-shape': '{modifier} is not shaped like a modifier (two letters or digits); correct it.',
      'too-many-modifiers':
        'The line has {count} modifiers and the form carries {most}; keep those that decide payment.',
    },
  },
  check(subject) {
    if (isOtherType(subject)) return NOT_APPLICABLE;
    if (subject.lines.length === 0) return verdictOf([fail('no-line', 'Claim.item')]);
    return verdictOf(
      subject.lines.flatMap((line) => [...(codeHit(line, subject) ?? []), ...modifierHits(line)]),
    );
  },
};

function codeHit(line: EditLine, subject: EditSubject): readonly Hit[] | undefined {
  const { code, system, expression } = line;
  if (code === undefined) {
    const revenueAlone = subject.kind === 'institutional' && line.revenue !== undefined;
    return revenueAlone ? undefined : [fail('no-code', expression)];
  }
  const text = shown(code);
  const hit = (message: string, more: Hit['params'] = {}): readonly Hit[] => [
    fail(message, expression, { codes: [text], params: { code: text, ...more } }),
  ];
  if (system === undefined) return hit('no-system');
  if (system !== SYSTEM.cpt && system !== SYSTEM.hcpcs) {
    return hit('wrong-system', { system: systemName(system) });
  }
  return shapeHit(code.toUpperCase(), system, hit);
}

function shapeHit(
  code: string,
  system: string,
  hit: (message: string, more: Hit['params']) => readonly Hit[],
): readonly Hit[] | undefined {
  const cpt = system === SYSTEM.cpt;
  if (cpt ? isCptShape(code) : isHcpcsShape(code)) return undefined;
  const other = cpt ? SYSTEM.hcpcs : SYSTEM.cpt;
  const fitsOther = cpt ? isHcpcsShape(code) : isCptShape(code);
  const named = { system: systemName(system) };
  return fitsOther ? hit('other-system', { ...named, other: systemName(other) }) : hit('shape', named);
}

function modifierHits({ modifiers, expression }: EditLine): readonly Hit[] {
  const wrong = modifiers.flatMap((m, i) =>
    MODIFIER.test(m)
      ? []
      : [fail('modifier-shape', `${expression}.modifier[${i}]`, { params: { modifier: shown(m) } })],
  );
  const count = modifiers.length;
  if (count <= MOST_MODIFIERS) return wrong;
  return [...wrong, fail('too-many-modifiers', expression, { params: { count, most: MOST_MODIFIERS } })];
}
