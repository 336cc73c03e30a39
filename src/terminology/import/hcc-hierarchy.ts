/** The hierarchy macro of the CMS-HCC software: `%SET0(CC=17, HIER=%STR(18, 19 ));` – when 17 is found, 18 and 19 are dropped. */
import { CATEGORIES, type HccModel } from '../hcc/model.ts';
import { refuse } from './fault.ts';
import { textLines } from './text-lines.ts';

const SET0 = /%SET0\(CC=(\d{1,3}) *, *HIER=%STR\(([\d, ]*)\)\)/;
// The macro SET0 is itself defined above its uses.
const USE = /%SET0 *\( *CC= *\d/i;

export function readHierarchy(text: string, file: string, model: HccModel): Map<string, readonly number[]> {
  checkMacro(text, file, model);
  const rows = new Map<string, readonly number[]>();
  for (const { number, text: line } of textLines([text], file)) {
    if (!USE.test(line)) continue;
    const [, parent = '', list = ''] =
      SET0.exec(line) ?? refuse(file, `row ${number} is not a hierarchy as documented`);
    const children = list.split(',').map((hcc) => hcc.trim());
    if (children.some((hcc) => !/^[1-9]\d{0,2}$/.test(hcc) || hcc === parent))
      refuse(file, `row ${number} drops what is no other category`);
    if (rows.has(parent)) refuse(file, `row ${number} repeats category ${parent}`);
    rows.set(parent, children.map(Number));
  }
  if (rows.size === 0) refuse(file, 'it has no hierarchies');
  return rows;
}

/** It begins and ends with its own name, `V24H86H1` or `V28115H1`, which tells model and count of categories. */
function checkMacro(text: string, file: string, model: HccModel): void {
  const name = /%MACRO +(V\d\dH?\d{2,3}H\d) *;/i.exec(text)?.[1]?.toUpperCase();
  if (!name) refuse(file, 'it is not a hierarchy macro');
  const [, number, count] = /^V(\d\d)H?(\d{2,3})H\d$/.exec(name ?? '') ?? [];
  if (`V${number}` !== model || Number(count) !== CATEGORIES[model])
    refuse(file, `its macro ${name} is not that of ${model}`);
  const end = new RegExp(`%MEND +${name} *;`, 'i');
  if (!end.test(text)) refuse(file, `it does not end with its macro ${name}: rows are missing`);
}
