/** The Claim as a biller reads it: boxes numbered as on the paper form CMS-1500, then the same as FHIR JSON. */
import { claimSentence } from './claim-sentence.js';
import { el } from './dom.js';
import { code, nothing, part } from './parts.js';
import { count, money, placeName, pointer } from './words.js';

/** @typedef {import('./shapes.js').CaseView} CaseView */
/** @typedef {import('./shapes.js').FhirClaim} FhirClaim */
/** @typedef {import('./shapes.js').ClaimItem} ClaimItem */
/** @typedef {import('./shapes.js').Reference} Reference */
/** @typedef {import('./shapes.js').Concept} Concept */
/** @typedef {import('./dom.js').Child} Child */

/** @param {CaseView} view */
export function claimPart(view) {
  const { claimResource, provenance, furtherClaims = [] } = view;
  const claims = claimResource ? [{ claim: claimResource, provenance }, ...furtherClaims] : [];
  return part(
    'part-claim',
    'Claim',
    undefined,
    el('p', { class: 'claim-said' }, claimSentence(view)),
    claims.length === 0
      ? nothing(whyNone(view))
      : claims.flatMap((one, i) =>
          oneClaim(one, claims.length > 1 ? `Claim ${i + 1} of ${claims.length}` : '', view),
        ),
  );
}

/**
 * An encounter that one claim cannot hold has several, each with its own number.
 * @param {{ claim: FhirClaim, provenance?: object | undefined }} one @param {string} title @param {CaseView} view
 */
const oneClaim = ({ claim, provenance }, title, view) => [
  title !== '' && el('h4', { class: 'claim-title' }, title),
  form(claim, view),
  raw('Claim as FHIR JSON', claim),
  provenance && raw('Provenance as FHIR JSON', provenance),
];

/** @param {CaseView} view */
function whyNone({ reasons, fault }) {
  if (reasons.length > 0)
    return `${count(reasons.length, 'reason')} ${reasons.length === 1 ? 'is' : 'are'} given at the top of this case.`;
  return fault ? 'The encounter is kept, so that it can be processed again.' : 'There is no draft to show.';
}

/** @param {FhirClaim} claim @param {CaseView} view */
const form = (claim, view) =>
  el(
    'div',
    { class: 'form' },
    el('div', { class: 'boxes' }, partyBoxes(claim, view)),
    diagnosisBox(claim),
    lineBox(claim),
    el(
      'div',
      { class: 'boxes' },
      box('26', 'Claim number', code(claim.identifier?.[0]?.value ?? '—')),
      box('31', 'Made', claim.created ?? '—'),
      box('28', 'Total charge', el('strong', { class: 'amount' }, money(claim.total))),
    ),
  );

/** @param {FhirClaim} claim @param {CaseView} view */
function partyBoxes(claim, { patient, visit }) {
  const coverage = claim.insurance?.find((i) => i.focal)?.coverage ?? claim.insurance?.[0]?.coverage;
  const referring = member(claim, 'referring');
  const { start, end } = claim.billablePeriod ?? {};
  return [
    box('2', 'Patient', party(claim.patient, patient?.name)),
    box('3', 'Birth date, sex', [patient?.birthDate ?? '—', ' ', patient?.sex ?? '']),
    box('11c', 'Payer', party(claim.insurer, visit?.payer)),
    box('1a', 'Coverage', party(coverage, undefined)),
    referring && box('17', 'Referring', party(referring, undefined)),
    box('24J', 'Rendering', party(member(claim, 'rendering'), visit?.rendering)),
    box('32', 'Facility', party(claim.facility, undefined)),
    box('33', 'Billing provider', party(claim.provider, undefined)),
    box('24A', 'Services', start === end || end === undefined ? (start ?? '—') : `${start} to ${end}`),
  ];
}

/** @param {FhirClaim} claim @param {string} role */
const member = (claim, role) => claim.careTeam?.find((m) => firstCode(m.role) === role)?.provider;

/** @param {string} number @param {string} label @param {Child | Child[]} content */
const box = (number, label, content) =>
  el(
    'div',
    { class: 'box' },
    el('p', { class: 'box-label' }, el('span', { class: 'box-number' }, number), ' ', label),
    el('div', { class: 'box-value' }, content),
  );

/** A party by name, reference and NPI: what is known of it. @param {Reference | undefined} reference @param {string | undefined} name */
function party(reference, name) {
  const shown = name ?? reference?.display;
  const npi = reference?.identifier?.value;
  const known = [
    shown && el('bdi', {}, shown),
    reference?.reference && el('span', { class: 'where' }, code(reference.reference)),
    npi && el('span', { class: 'where' }, 'NPI ', code(npi)),
  ].filter(Boolean);
  return known.length > 0 ? known : ['not known'];
}

/** @param {FhirClaim} claim */
const diagnosisBox = (claim) =>
  el(
    'div',
    { class: 'box wide' },
    el('p', { class: 'box-label' }, el('span', { class: 'box-number' }, '21'), ' Diagnoses'),
    el(
      'ul',
      { class: 'pointers' },
      (claim.diagnosis ?? []).map((d) => {
        const coding = d.diagnosisCodeableConcept?.coding?.[0];
        return el(
          'li',
          {},
          el('span', { class: 'pointer' }, pointer(d.sequence)),
          ' ',
          code(coding?.code ?? '—'),
          ' ',
          el('span', { class: 'quiet' }, coding?.display ?? ''),
        );
      }),
    ),
  );

const COLUMNS = ['Line', 'Date', 'Place', 'Code', 'Modifiers', 'Pointers', 'Units', 'Unit price', 'Charge'];

/** Nine columns do not fit a telephone: the box scrolls, also by keyboard. @param {FhirClaim} claim */
const lineBox = (claim) =>
  el(
    'div',
    { class: 'box wide scroll', role: 'region', tabindex: 0, 'aria-label': 'Claim lines' },
    el(
      'table',
      { class: 'lines' },
      el('caption', { class: 'box-label' }, el('span', { class: 'box-number' }, '24'), ' Service lines'),
      el(
        'thead',
        {},
        el(
          'tr',
          {},
          COLUMNS.map((name) => el('th', { scope: 'col' }, name)),
        ),
      ),
      el('tbody', {}, (claim.item ?? []).map(line)),
    ),
  );

/** @param {ClaimItem} item */
function line(item) {
  const place = firstCode(item.locationCodeableConcept);
  const coding = item.productOrService?.coding?.[0];
  const cells = [
    item.sequence,
    item.servicedDate ?? item.servicedPeriod?.start ?? '—',
    el('span', { title: place && placeName(place) }, place ?? '—'),
    el('span', { title: coding?.display }, coding?.code ?? '—'),
    (item.modifier ?? []).map(firstCode).join(' '),
    (item.diagnosisSequence ?? []).map(pointer).join(' '),
    item.quantity?.value ?? '—',
    money(item.unitPrice),
    money(item.net),
  ];
  return el(
    'tr',
    {},
    cells.map((cell) => el('td', {}, cell)),
  );
}

/** @param {Concept | undefined} concept */
const firstCode = (concept) => concept?.coding?.[0]?.code;

/** @param {string} title @param {object} resource */
const raw = (title, resource) =>
  el(
    'details',
    { class: 'raw' },
    el('summary', {}, title),
    el('pre', { tabindex: 0 }, JSON.stringify(resource, undefined, 2)),
  );
