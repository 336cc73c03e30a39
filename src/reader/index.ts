/** An optional reader of notes outside this process, behind the port of the chart room. */
export type { Endpoint } from './ask.ts';
export { fakeReader, remoteReader } from './remote-reader.ts';
