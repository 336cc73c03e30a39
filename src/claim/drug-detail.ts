/** The drug behind a line's code, told by its NDC on professional and institutional claims alike (837P and 837I loop 2410: LIN03, CTP04, CTP05). */
import { type ClaimItem, SYSTEM } from '../fhir/index.ts';
import type { ServiceSuggestion } from '../suggest/index.ts';

export function drugDetail({ ndc }: ServiceSuggestion): Pick<ClaimItem, 'detail'> {
  if (!ndc) return {};
  const { quantity } = ndc;
  return {
    detail: [
      {
        sequence: 1,
        productOrService: { coding: [{ system: SYSTEM.ndc, code: ndc.code }] },
        ...(quantity ? { quantity: { value: quantity.value, unit: quantity.unit } } : {}),
      },
    ],
  };
}
