/** An access as an R4 AuditEvent in the patterns of IHE BALP 1.1 (Create, Read, Update, Query, and their siblings with a patient). */
import { isIP } from 'node:net';
import type { AuditEvent, AuditEventAgent, AuditEventEntity, Coding } from '../../fhir/index.ts';
import type {
  AuditEntry,
  AuditInteraction,
  AuditObject,
  AuditParty,
  KeptAuditEntry,
} from '../../review/index.ts';

const BALP = 'https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit.';
const TERMINOLOGY = 'http://terminology.hl7.org/CodeSystem/';
const coding = (system: string, code: string, display: string): Coding => ({ system, code, display });

/** In reads the server is the source of what flows; in a create, an update and a query the client is (BALP, notes of each profile). */
const DCM = 'http://dicom.nema.org/resources/ontology/DCM';
const SOURCE = coding(DCM, '110153', 'Source Role ID');
const DESTINATION = coding(DCM, '110152', 'Destination Role ID');
const PARTICIPATION = `${TERMINOLOGY}v3-ParticipationType`;
const RECIPIENT = coding(PARTICIPATION, 'IRCP', 'information recipient');
const AUTHOR = coding(PARTICIPATION, 'AUT', 'author (originator)');

const REST = coding(`${TERMINOLOGY}audit-event-type`, 'rest', 'Restful Operation');
const INTERACTIONS = 'http://hl7.org/fhir/restful-interaction';
const OPERATION = coding(INTERACTIONS, 'operation', 'operation');
const SERVER = coding(`${TERMINOLOGY}security-source-type`, '4', 'Application Server');

const PERSON = coding(`${TERMINOLOGY}audit-entity-type`, '1', 'Person');
const OBJECT = coding(`${TERMINOLOGY}audit-entity-type`, '2', 'System Object');
const PATIENT = coding(`${TERMINOLOGY}object-role`, '1', 'Patient');
const RESOURCE = coding(`${TERMINOLOGY}object-role`, '4', 'Domain Resource');
const QUERY = coding(`${TERMINOLOGY}object-role`, '24', 'Query');

/** An operation is in none of the patterns: such an event conforms to R4 alone, and says so by naming no profile. */
const PATTERN = {
  read: 'Read',
  search: 'Query',
  create: 'Create',
  update: 'Update',
  operation: undefined,
} as const;
const ACTION = { read: 'R', search: 'E', create: 'C', update: 'U', operation: 'E' } as const;
/** Whose user is the author of what is sent, and not the recipient of what is shown. */
const SENDING: readonly AuditInteraction[] = ['create', 'update'];

export function auditEvent({ sequence, entry }: KeptAuditEntry): AuditEvent {
  const pattern = PATTERN[entry.interaction];
  const profile = pattern && `${BALP}${entry.patient === undefined ? '' : 'Patient'}${pattern}`;
  return {
    resourceType: 'AuditEvent',
    id: String(sequence),
    ...(profile ? { meta: { profile: [profile] } } : {}),
    type: REST,
    subtype: subtypes(entry),
    action: ACTION[entry.interaction],
    recorded: entry.recorded,
    outcome: '0',
    agent: agents(entry),
    source: { observer: { display: entry[entry.observer].name }, type: [SERVER] },
    entity: entities(entry),
  };
}

function subtypes({ interaction, operation }: AuditEntry): Coding[] {
  const own = coding(INTERACTIONS, interaction, interaction);
  return operation === undefined || interaction === 'operation' ? [own] : [own, OPERATION];
}

function agents({ interaction, client, server, user }: AuditEntry): AuditEventAgent[] {
  const [of, at] = interaction === 'read' ? [DESTINATION, SOURCE] : [SOURCE, DESTINATION];
  const person: AuditEventAgent[] = user
    ? [
        {
          type: { coding: [SENDING.includes(interaction) ? AUTHOR : RECIPIENT] },
          who: { identifier: { ...(user.system ? { system: user.system } : {}), value: user.id } },
          requestor: true,
        },
      ]
    : [];
  return [agent(client, of, user === undefined), agent(server, at, false), ...person];
}

/** Nobody but the program asked where no user is known. */
const agent = ({ name, address }: AuditParty, type: Coding, requestor: boolean): AuditEventAgent => ({
  type: { coding: [type] },
  who: { display: name },
  requestor,
  network: { address, type: networkType(address) },
});

/** http://hl7.org/fhir/network-type: a machine's name, an IP address, a URI. */
function networkType(address: string): '1' | '2' | '5' {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(address)) return '5';
  return isIP(address) > 0 ? '2' : '1';
}

function entities({ patient, data, query, operation }: AuditEntry): AuditEventEntity[] {
  return [
    ...(patient === undefined ? [] : [{ what: { reference: patient }, type: PERSON, role: PATIENT }]),
    ...data.map((object) => ({ what: whatOf(object), type: OBJECT, role: RESOURCE, ...named(operation) })),
    ...(query === undefined
      ? []
      : [{ type: OBJECT, role: QUERY, query: Buffer.from(query, 'utf8').toString('base64') }]),
  ];
}

const named = (operation: string | undefined) => (operation === undefined ? {} : { description: operation });

const whatOf = (object: AuditObject) =>
  'reference' in object ? { reference: object.reference } : { identifier: { value: object.identifier } };
