/** What is kept of an access to patient data: who saw or wrote what, whose, when; references and ids, never what stood there. */

/** The FHIR interaction it was (http://hl7.org/fhir/restful-interaction). */
export type AuditInteraction = 'read' | 'search' | 'create' | 'update' | 'operation';

/** A program at one end of the exchange. */
export interface AuditParty {
  readonly name: string;
  /** An IP address, a URI or a machine's name. */
  readonly address: string;
}

/** A person or program by the login its token gives it. */
export interface AuditUser {
  readonly system?: string;
  readonly id: string;
}

export type AuditObject = { readonly reference: string } | { readonly identifier: string };

export interface AuditEntry {
  /** ISO instant. */
  readonly recorded: string;
  readonly interaction: AuditInteraction;
  /** The operation's name, such as `$suggest-codes`, also where it comes down to a read or a create. */
  readonly operation?: string;
  readonly client: AuditParty;
  readonly server: AuditParty;
  /** Who asked; nobody where the service reads of its own accord. */
  readonly user?: AuditUser;
  /** One of them recorded the event. */
  readonly observer: 'client' | 'server';
  /** `[base]/Patient/[id]`, or `Patient/[id]` where the caller sent the record itself. */
  readonly patient?: string;
  readonly data: readonly AuditObject[];
  /** Of a search: the request line. */
  readonly query?: string;
}

export interface KeptAuditEntry {
  /** Its place in the one order of all events, from 1. */
  readonly sequence: number;
  readonly entry: AuditEntry;
  readonly hash: string;
}
