import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { meets, readTargets, writeTargets } from '../../../src/terminology/notes/note-target.ts';
import { parseTargets } from '../../../src/terminology/notes/parse-targets.ts';

describe('parseTargets', () => {
  it.each([
    ['type 2 diabetes mellitus (E11.-)', 'E11'],
    ['secondary diabetes (E08-E13)', 'E08-E13'],
    ['hypertensive kidney disease (I12.-, I13.-)', 'I12;I13'],
    ['gestational diabetes (O24.4-)', 'O24.4'],
    ['sepsis (due to) (in) actinomycotic (A42.7)', 'A42.7'],
    ['pancreatitis (K85-K86.-)', 'K85-K86'],
    ['atherosclerosis (I70.2--I70.7-)', 'I70.2-I70.7'],
    ['head injury (S00.- to S09.-)', 'S00-S09'],
    ['rheumatic fever with heart involvement (I01.0 -I01.9)', 'I01.0-I01.9'],
    ['syndactyly (Q70.0- -Q70.3-)', 'Q70.0-Q70.3'],
    ['history of disease (Z86.-. Z87.-)', 'Z86;Z87'],
    ['hypertensive disease complicating pregnancy (O10-O11, O13-O16)', 'O10-O11;O13-O16'],
    ['adverse effects (A00-R94 and T80-T88.6, T88.8)', 'A00-R94;T80-T88.6;T88.8'],
    ['code for adverse effect (T36-T50 with fifth or sixth character 5)', 'T36-T50@0=5'],
    ['poisoning (T36-T65 with fifth or sixth character 1-4 or 6)', 'T36-T65@0=12346'],
    ['open fracture (S42.- with 7th character B or C)', 'S42@7=BC'],
    ['collision (V01-V09 with 5th character 9)', 'V01-V09@5=9'],
    ['amnestic syndrome (F10-F19 with 5th character .6)', 'F10-F19@5=6'],
    ['aphasia following stroke (I69. with final characters -20)', 'I69@5=2@6=0'],
    ['angiopathy (E08-E09 with .51-.52)', 'E08.51-E08.52;E09.51-E09.52'],
    ['dementia (F10-F11, with .17, .27)', 'F10.17;F10.27;F11.17;F11.27'],
    ['jaw pain R68.84', 'R68.84'],
    ['code from category Z3A, Weeks of gestation, to identify the week', 'Z3A'],
    ['from categories E08, E09 and E13 to further identify it', 'E08;E09;E13'],
    ['conditions classifiable to S06.0- to S06.8-code to specified injury', 'S06.0-S06.8'],
    ['code for adverse effect (T36-T50 with fifth or sixth character 5', 'T36-T50@0=5'],
    // Words that only look like codes, and what is not understood, name nothing.
    ['certain localized infections - see body system-related chapters', ''],
    ['glucose-6-phosphate dehydrogenase (G6PD) deficiency', ''],
    ['acidosis - see categories E08-E10, E13 with ketoacidosis', ''],
    ['infectious mononucleosis (B27.0-B27.9 with 1)', ''],
    ['For codes G31.0-G31.83, use additional code to identify:', ''],
    ['rheumatic disease (I05-I09) unless rheumatic fever is present', ''],
    ['a range that runs backwards (E13-E08)', ''],
  ])('%s → %s', (text, expected) => expect(writeTargets(parseTargets(text))).toBe(expected));

  it('answers for any text, and what it writes it reads again', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[(A-Z0-9. ,-]{0,40}\)?$/)), (text) => {
        const targets = parseTargets(text);
        expect(readTargets(writeTargets(targets))).toEqual(targets);
      }),
    );
  });
});

describe('meets', () => {
  const adverse = [{ at: 0, is: '5' }];
  it.each([
    ['T360X5', true],
    ['T360X5A', true],
    ['T360X1A', false],
    // The 5 of T43.65 is the drug, not the intent.
    ['T4365', false],
    ['T43651A', false],
    ['T43655A', true],
    // The 5th says intent where the 6th is a placeholder.
    ['T6591XA', false],
    ['T6595XA', true],
  ])('%s means an adverse effect: %s', (code, expected) => expect(meets(code, adverse)).toBe(expected));
});
