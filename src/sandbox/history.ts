/** A history Bundle, newest version first (R4 http.html#history). */
import type { Bundle, BundleEntry } from '@medplum/fhirtypes';
import type { Version } from './versions.ts';

export function historyBundle(url: string, versions: readonly Version[]): Bundle {
  const entry = [...versions].reverse().map((version) => entryOf(url, version));
  return { resourceType: 'Bundle', type: 'history', total: entry.length, entry };
}

function entryOf(url: string, { number, at, resource }: Version): BundleEntry {
  const method = resource ? (number === 1 ? 'POST' : 'PUT') : 'DELETE';
  return {
    fullUrl: url,
    ...(resource ? { resource } : {}),
    request: { method, url: url.split('/').slice(-2).join('/') },
    response: {
      status: method === 'POST' ? '201' : method === 'PUT' ? '200' : '204',
      etag: `W/"${number}"`,
      lastModified: at,
    },
  };
}
