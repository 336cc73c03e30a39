/** What an 837 check found, as findings: the segment and element in the sentence, the SNIP level with each. */
import type { Finding } from '../edits/index.ts';
import type { X12Fault } from '../x12/index.ts';

const GUIDE = { source: 'X12 005010', section: '837 TR3' } as const;

export const x12Finding = (fault: X12Fault): Finding => ({
  edit: `x12-${fault.id}`,
  answer: 'fail',
  severity: fault.severity,
  issueType: fault.snip <= 2 ? 'structure' : fault.snip === 5 ? 'code-invalid' : 'business-rule',
  message: `${fault.message.replace(/\.$/, '')} (${placeOf(fault)}).`,
  expression: '',
  codes: [],
  authority: fault.loop ? { ...GUIDE, section: `837 TR3, loop ${fault.loop}` } : GUIDE,
  snip: fault.snip,
});

function placeOf({ segment, number, element, component }: X12Fault): string {
  const at = segment ? `segment ${number}, ${segment}` : `segment ${number}`;
  if (element === undefined) return at;
  const name = `${String(element).padStart(2, '0')}${component === undefined ? '' : `-${component}`}`;
  return `${at}${segment ? name : ` element ${name}`}`;
}
