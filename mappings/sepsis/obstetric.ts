/** Sepsis in a pregnant patient has codes of chapter 15 by its time, which the record must tell (guidelines I.C.15.j, I.C.15.k). */
import { asking, type Facts, type ModuleContext, type Query } from '../../src/suggest/module.ts';

/** Codes that already say when and after what. */
const TOLD = /^(?:O85|O75\.3|O86\.04|O98\.8|O0[3478])/;

export function obstetricSepsis({ person }: Facts, context: ModuleContext): readonly Query[] {
  const sepsis = context.diagnoses.find((d) => /^A4[01]/.test(d.code));
  const obstetric = person.pregnant?.value === true || context.diagnoses.some((d) => d.code.startsWith('O'));
  if (!sepsis || !obstetric || context.diagnoses.some((d) => TOLD.test(d.code))) return [];
  const options = [
    { answer: 'during pregnancy, first trimester', code: 'O98.811' },
    { answer: 'during pregnancy, second trimester', code: 'O98.812' },
    { answer: 'during pregnancy, third trimester', code: 'O98.813' },
    { answer: 'during labor', code: 'O75.3' },
    { answer: 'following an obstetrical procedure', code: 'O86.04' },
    { answer: 'in the puerperium', code: 'O85' },
  ];
  const question = 'When did the sepsis occur, and did it follow an obstetrical procedure?';
  return [asking('obstetric-sepsis', sepsis, { question, options, section: 'I.C.15.j' }, context)];
}
