/** The one catalogue of faults: code → HTTP status, FHIR issue type, sentence, retryable. docs/errors.md mirrors it. */

/** One row of the catalogue. `message` may hold `{name}` slots that the thrower fills with ids and counts, never patient data. */
export interface ErrorDefinition {
  readonly status: number;
  /** A code of http://hl7.org/fhir/issue-type. */
  readonly issueType: string;
  readonly message: string;
  readonly retryable: boolean;
}

const row = (status: number, issueType: string, message: string, retryable = false): ErrorDefinition => ({
  status,
  issueType,
  message,
  retryable,
});

/** Codes are never reused: a retired code keeps its number and its row. */
export const ERROR_CATALOGUE = {
  'CW-1001': row(400, 'structure', 'The request body is not JSON: {detail}.'),
  'CW-1002': row(400, 'invalid', '{what} is not a valid {kind}: {detail}.'),
  'CW-1003': row(422, 'required', '{where} is missing: {detail}.'),
  'CW-1004': row(422, 'value', '{where} holds an unexpected value: {detail}.'),
  'CW-1005': row(413, 'too-long', 'The request is larger than {limit}.'),
  'CW-1006': row(415, 'not-supported', 'The content type {type} is not supported; send {expected}.'),
  'CW-1007': row(404, 'not-found', 'There is no {what} here.'),
  'CW-1008': row(405, 'not-supported', '{method} is not supported on {path}.'),
  'CW-1009': row(422, 'structure', 'The resource does not conform to FHIR R4: {detail}.'),
  'CW-1010': row(406, 'not-supported', 'None of the accepted formats can be produced; ask for {expected}.'),
  'CW-1101': row(401, 'login', 'A bearer token is needed that is believed here: {detail}.'),
  'CW-1102': row(403, 'forbidden', 'The token does not grant {scope}.'),
  'CW-1103': row(503, 'transient', 'The keys of the token issuer cannot be read at the moment.', true),
  'CW-1201': row(412, 'incomplete', 'There is too little to answer with: {detail}.'),
  'CW-2001': row(404, 'not-found', 'The EHR has no {what}.'),
  'CW-2002': row(502, 'transient', 'The EHR did not answer ({detail}).', true),
  'CW-2003': row(502, 'exception', 'The EHR answered {status} to {interaction}.'),
  'CW-2004': row(502, 'security', 'A reference leads outside the connection and was not followed.'),
  'CW-2005': row(502, 'structure', 'The EHR answered {interaction} with something that is not FHIR R4 JSON.'),
  'CW-2006': row(502, 'incomplete', 'The EHR kept paging {interaction} past {limit} pages.'),
  'CW-2007': row(502, 'conflict', 'The EHR holds more than one {what} with this identifier.'),
  'CW-2101': row(502, 'login', 'The EHR gave no token ({detail}).'),
  'CW-2102': row(502, 'structure', 'The EHR sent a {what} that cannot be used: {detail}.'),
  'CW-2103': row(
    502,
    'security',
    'The {what} of the EHR is not encrypted, or on a host that its connection does not name; it was not asked.',
  ),
  'CW-3001': row(500, 'exception', 'The mapping module {module} is not valid: {detail}.'),
  'CW-3002': row(422, 'structure', 'The code-set file {file} cannot be imported: {detail}.'),
  'CW-3003': row(409, 'duplicate', 'The release {release} is already imported with other content.'),
  'CW-3004': row(500, 'exception', 'The stored code-set release {release} is damaged: {detail}.'),
  'CW-3005': row(502, 'transient', 'The official file {address} could not be fetched: {detail}.', true),
  'CW-4001': row(409, 'conflict', 'The case cannot go from {from} by {event}.'),
  'CW-4002': row(409, 'conflict', 'The case was changed by someone else; read it again.', true),
  'CW-5001': row(500, 'exception', 'The configuration is not valid: {detail}.'),
  'CW-5002': row(500, 'exception', 'A rule of the program was broken: {detail}.'),
  'CW-5003': row(500, 'exception', 'Something failed on our side; it is logged as {id}.'),
  'CW-6001': row(500, 'exception', 'The database is not as this program left it: {detail}.'),
  'CW-6002': row(503, 'transient', 'The database cannot be reached ({detail}).', true),
  'CW-7001': row(502, 'transient', 'The clearinghouse did not take {what} ({detail}).', true),
  'CW-7002': row(502, 'exception', 'The clearinghouse refused {what}: {detail}.'),
  'CW-7003': row(409, 'conflict', 'A claim with this identifier was submitted with other content.'),
  'CW-8101': row(
    409,
    'conflict',
    'The database in {folder} is in use by another process ({pid}); stop it, or set DATABASE_URL.',
  ),
  'CW-8102': row(503, 'transient', 'The worker that had it fell silent.', true),
  'CW-8103': row(500, 'exception', 'No connection {connection} is configured.', true),
  'CW-8201': row(
    503,
    'transient',
    'The access could not be recorded, so nothing was shown or written.',
    true,
  ),
  'CW-8202': row(422, 'structure', 'The backup cannot be restored: {detail}.'),
  'CW-8203': row(
    409,
    'conflict',
    'The database already holds {what}; a backup is restored into an empty one only.',
  ),
  'CW-8204': row(422, 'incomplete', 'The case cannot be replayed: {detail}.'),
  'CW-8301': row(502, 'exception', 'The bulk export failed: {detail}.'),
  'CW-8302': row(429, 'throttled', 'Too many notifications came at once; send them again later.', true),
  'CW-8303': row(
    502,
    'transient',
    'The EHR had stopped its subscription and was asked to start it again.',
    true,
  ),
  'CW-8401': row(
    502,
    'transient',
    'The EHR took {done} of {all} resources of the claim and not the next one, a {what} ({detail}); the next try writes what is missing.',
    true,
  ),
  'CW-8402': row(
    502,
    'incomplete',
    'The EHR took {done} of {all} resources of the claim and refused the next one, a {what} ({detail}).',
  ),
  'CW-8403': row(409, 'conflict', 'The {what} in the EHR is left as it is: {detail}.'),
  'CW-8404': row(
    409,
    'incomplete',
    'The claim is taken back in the EHR and not yet at the payer, who has given no number for it.',
    true,
  ),
  'CW-8501': row(400, 'not-supported', 'The search parameter {parameter} is not served here.'),
  'CW-8502': row(400, 'value', 'The search parameter {parameter} cannot be used as it was sent: {detail}.'),
  'CW-8503': row(400, 'value', 'The page that is asked for is not one of this search.'),
  'CW-8601': row(
    409,
    'business-rule',
    'The encounter is not finished (its status is {status}); it is coded once it is.',
  ),
  'CW-8701': row(409, 'duplicate', 'The claim {number} was sent already, as it is.'),
  'CW-8702': row(409, 'incomplete', 'The claim cannot be mended so: {detail}.'),
  'CW-8703': row(422, 'incomplete', 'The file cannot be read as a response: {detail}.'),
  'CW-8704': row(
    409,
    'incomplete',
    'The claim {number} cannot be voided at the payer: its case or its channel is no longer here.',
  ),
  'CW-8705': row(
    409,
    'conflict',
    'The encounter was deleted in the EHR, which may have merged it into another; look whether its claim stands.',
  ),
  'CW-8706': row(409, 'conflict', 'The claim cannot be approved: {detail}.'),
} as const satisfies Readonly<Record<string, ErrorDefinition>>;

export type ErrorCode = keyof typeof ERROR_CATALOGUE;
