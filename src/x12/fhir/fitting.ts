/** Names and addresses as people write them, made to fit the elements of NM1, N3 and N4 (005010 data elements 1035, 166, 156, 116). */

const MARKS = /\p{M}/gu;

/** Cut at the element's length only where it is longer: capitals and letters with marks may take more room than they seem to. */
export function clipped(text: string | undefined, most: number): string | undefined {
  if (text === undefined || text.toUpperCase().length <= most) return text;
  const plain = text.toUpperCase().normalize('NFD').replace(MARKS, '').replace(/\s+/g, ' ').trim();
  return plain.slice(0, most).trim();
}

/** States, the District and territories by their names; EHRs write them out. Two letters stay as they are. */
export function stateCode(state: string | undefined): string | undefined {
  const name = state?.trim().toUpperCase();
  return name === undefined || name.length <= 2 ? name || undefined : STATES.get(name);
}

/** Letters and digits alone, as the element is a code. */
export const postalCode = (code: string | undefined): string | undefined =>
  code?.replace(/[^0-9A-Za-z]/g, '');

const STATES: ReadonlyMap<string, string> = new Map(
  [
    'AL ALABAMA,AK ALASKA,AZ ARIZONA,AR ARKANSAS,CA CALIFORNIA,CO COLORADO,CT CONNECTICUT,DE DELAWARE,FL FLORIDA,GA GEORGIA',
    'HI HAWAII,ID IDAHO,IL ILLINOIS,IN INDIANA,IA IOWA,KS KANSAS,KY KENTUCKY,LA LOUISIANA,ME MAINE,MD MARYLAND',
    'MA MASSACHUSETTS,MI MICHIGAN,MN MINNESOTA,MS MISSISSIPPI,MO MISSOURI,MT MONTANA,NE NEBRASKA,NV NEVADA',
    'NH NEW HAMPSHIRE,NJ NEW JERSEY,NM NEW MEXICO,NY NEW YORK,NC NORTH CAROLINA,ND NORTH DAKOTA,OH OHIO,OK OKLAHOMA',
    'OR OREGON,PA PENNSYLVANIA,RI RHODE ISLAND,SC SOUTH CAROLINA,SD SOUTH DAKOTA,TN TENNESSEE,TX TEXAS,UT UTAH,VT VERMONT',
    'VA VIRGINIA,WA WASHINGTON,WV WEST VIRGINIA,WI WISCONSIN,WY WYOMING,DC DISTRICT OF COLUMBIA,PR PUERTO RICO,GU GUAM',
    'VI VIRGIN ISLANDS,AS AMERICAN SAMOA,MP NORTHERN MARIANA ISLANDS',
  ].flatMap((line) => line.split(',').map((row): [string, string] => [row.slice(3), row.slice(0, 2)])),
);
