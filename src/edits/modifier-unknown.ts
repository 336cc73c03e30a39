/** Edit modifier-unknown: every modifier is one, on the day of its line (CPT Appendix A; HCPCS Level II modifiers). */
import type { ModifierStatus } from '../terminology/index.ts';
import { cannotTell, fail, NOT_APPLICABLE, verdictOf } from './hit.ts';
import type { Edit, EditLine, Hit } from './model.ts';
import { CPT_MODIFIERS, KNOWN_HCPCS_MODIFIERS } from './modifier-set.ts';
import { isOtherType } from './professional.ts';

const SHAPE = /^[0-9A-Z]{2}$/;

export const modifierUnknown: Edit = {
  meta: {
    id: 'modifier-unknown',
    title: 'Every modifier exists and is in force',
    severity: 'error',
    issueType: 'code-invalid',
    snip: 5,
    effective: { from: '1900-01-01' },
    authority: { source: '45 CFR', section: '162.1002(a)(5)' },
    about:
      'Looks up modifiers: of CPT among its numbers, of HCPCS Level II in the release in force. The shape is ' +
      'procedure-shape’s. Cannot tell, once for each modifier, when no HCPCS release serves the day and the modifier is ' +
      'not one of those that the edits know themselves.',
    messages: {
      unknown: '{modifier} is no modifier of CPT or HCPCS Level II on {on}; correct it.',
      retired: '{modifier} was valid until {lastDay}; use what is in force on {on}.',
      'not-yet': '{modifier} is valid from {from}, after the date of service {on}; remove it.',
      'not-verified': '{modifier} was checked for its shape only ({reason}).',
    },
  },
  check(subject, { terminology }) {
    if (isOtherType(subject)) return NOT_APPLICABLE;
    const lines = subject.lines.filter((l) => l.modifiers.some((m) => SHAPE.test(m)));
    if (lines.length === 0) return NOT_APPLICABLE;
    const told = new Set<string>();
    let undated = false;
    const hits = lines.flatMap((line) => {
      const on = line.date ?? subject.on;
      if (on === undefined) undated = true;
      if (on === undefined) return [];
      return line.modifiers.flatMap((modifier, i) => {
        if (!SHAPE.test(modifier) || CPT_MODIFIERS.has(modifier)) return [];
        const status = terminology.procedures.modifier(modifier, on);
        return hitOf({ line, i, modifier, on, told }, status);
      });
    });
    return verdictOf(hits, undated);
  },
};

interface Place {
  readonly line: EditLine;
  readonly i: number;
  readonly modifier: string;
  readonly on: string;
  readonly told: Set<string>;
}

function hitOf({ line, i, modifier, on, told }: Place, status: ModifierStatus): readonly Hit[] {
  const at = `${line.expression}.modifier[${i}]`;
  const said = (more: Hit['params'] = {}) => ({ codes: [modifier], params: { modifier, on, ...more } });
  switch (status.kind) {
    case 'retired':
      return [fail('retired', at, said({ lastDay: status.lastDay }))];
    case 'not-yet':
      return [fail('not-yet', at, said({ from: status.from }))];
    case 'unknown':
      return [fail('unknown', at, said())];
    case 'cannot-tell': {
      // Two digits are CPT's, and its numbers are all known.
      if (/^\d\d$/.test(modifier)) return [fail('unknown', at, said())];
      if (KNOWN_HCPCS_MODIFIERS.has(modifier) || told.has(modifier)) return [];
      told.add(modifier);
      const reason = status.reason.replace(/\.$/, '');
      return [cannotTell('not-verified', at, { ...said({ reason }), severity: 'information' })];
    }
    default:
      return [];
  }
}
