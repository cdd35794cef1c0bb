import { describe, expect, it } from 'vitest';
import { failureFrom, statusOf } from '../../adapters/cloud/openstack/errors.ts';
import { locales } from '../../src/kit.ts';

const html = (title: string, words: string) =>
  `<html>\n <head>\n  <title>${title}</title>\n </head>\n <body>\n  <h1>${title}</h1>\n  ${words}<br /><br />\n\n </body>\n</html>`;
const neutron = (type: string, message: string) => JSON.stringify({ NeutronError: { type, message, detail: '' } });
const nova = (name: string, message: string) => JSON.stringify({ [name]: { code: 0, message } });

// Status, headers and body as the services really send them; then the code, and a piece of the sentence.
const table = [
  [
    'Nova quota',
    403,
    {},
    nova('forbidden', 'Quota exceeded for cores: Requested 8, but already used 20 of 20 cores'),
    'quota',
    '20 of 20 cores',
  ],
  [
    'Neutron quota',
    409,
    {},
    neutron('OverQuota', "Quota exceeded for resources: ['floatingip']."),
    'quota',
    'floatingip',
  ],
  [
    'Cinder quota, which is no rate limit',
    413,
    { 'retry-after': '0' },
    nova('overLimit', 'VolumeSizeExceedsAvailableQuota: Requested volume or snapshot exceeds allowed gigabytes quota.'),
    'quota',
    'gigabytes',
  ],
  [
    'Cinder number of disks',
    413,
    { 'retry-after': '0' },
    nova('overLimit', "VolumeLimitExceeded: Maximum number of volumes allowed (10) exceeded for quota 'volumes'."),
    'quota',
    'volumes',
  ],
  [
    'Glance quota',
    413,
    {},
    html('413 Request Entity Too Large', 'The limit has been exceeded for image_size_total'),
    'quota',
    'image_size_total',
  ],
  [
    'no host',
    500,
    {},
    nova('computeFault', 'No valid host was found. There are not enough hosts available.'),
    'no-capacity',
    'No valid host',
  ],
  [
    'flavor not in the zone',
    400,
    {},
    nova('badRequest', 'The requested availability zone is not suitable for the requested instance type'),
    'no-capacity',
    'not suitable',
  ],
  [
    'no free address',
    409,
    {},
    neutron('IpAddressGenerationFailure', 'No more IP addresses available on network x.'),
    'no-capacity',
    'No more IP',
  ],
  [
    'no free public address',
    409,
    {},
    neutron('ExternalIpAddressExhausted', 'Unable to find any IP address on external network x.'),
    'no-capacity',
    'external network',
  ],
  [
    'Keystone',
    401,
    {},
    JSON.stringify({
      error: { code: 401, message: 'The request you have made requires authentication.', title: 'Unauthorized' },
    }),
    'denied',
    'requires authentication',
  ],
  [
    'policy',
    403,
    {},
    nova('forbidden', "Policy doesn't allow os_compute_api:servers:create to be performed."),
    'denied',
    'Policy',
  ],
  ['missing in Nova', 404, {}, nova('itemNotFound', 'Instance x could not be found.'), 'not-found', 'Instance x'],
  [
    'missing in Glance, as a page',
    404,
    {},
    html('404 Not Found', 'No image found with ID &lt;x&gt;'),
    'not-found',
    'No image found with ID <x>',
  ],
  [
    'wrong state',
    409,
    {},
    nova('conflictingRequest', "Cannot 'shelve' instance x while it is in vm_state building"),
    'conflict',
    'vm_state building',
  ],
  ['bad request', 400, {}, nova('badRequest', 'Invalid input for field/attribute name.'), 'usage', 'Invalid input'],
  [
    'rate limit',
    429,
    { 'retry-after': '7' },
    nova('overLimit', 'This request was rate-limited.'),
    'unavailable',
    'rate-limited',
  ],
  ['overload', 503, { 'retry-after': '30' }, 'Service Unavailable', 'unavailable', 'Service Unavailable'],
  ['gateway', 502, {}, html('502 Bad Gateway', '<hr><center>nginx</center>'), 'unavailable', 'nginx'],
  ['nothing at all', 500, {}, '', 'unavailable', 'compute 500'],
  ['not supported', 501, {}, '', 'unsupported', 'compute 501'],
  [
    'old microversion',
    406,
    {},
    nova('computeFault', 'Version 2.72 is not supported by the API.'),
    'unsupported',
    '2.72',
  ],
  ['a list instead of an object', 400, {}, '[1, 2]', 'usage', '[1, 2]'],
  ['a bare word', 400, {}, '"no"', 'usage', '"no"'],
  ['a plain message', 400, {}, JSON.stringify({ message: 'Unsupported format' }), 'usage', 'Unsupported format'],
] as const;

describe('an answer that is an error', () => {
  it.each(table)('%s', (_, status, headers, text, code, piece) => {
    const failure = failureFrom({ service: 'compute', method: 'POST', path: '/servers', status, headers, text });

    expect(failure.code).toBe(code);
    expect(failure.again).toBe(code === 'unavailable');
    for (const locale of locales) expect(failure.phrase(locale)).toContain(piece);
    expect(statusOf(failure)).toBe(status);
  });

  it('reads as a sentence where Glance puts a page into its JSON', () => {
    const words = 'No image found with ID &quot;x&quot;<br /><br />\n\n\n';
    const text = JSON.stringify({ message: words, code: '404 Not Found', title: 'Not Found' });

    const failure = failureFrom({ ...call, status: 404, headers: {}, text });

    expect(failure.phrase('en')).toBe('The cloud does not have it: No image found with ID "x"');
  });

  it('keeps what only looks like a tag', () => {
    const text = nova('badRequest', 'Unable to parse <uuid> from a<b');

    expect(failureFrom({ ...call, status: 400, headers: {}, text }).phrase('en')).toContain('parse <uuid> from a<b');
  });

  it('keeps how long the cloud asked to wait, where it asked for anything', () => {
    const asked = (header: string) =>
      failureFrom({ ...call, status: 503, headers: { 'retry-after': header }, text: '' }).after;

    expect([asked('7'), asked('0'), asked('soon')]).toEqual([7_000, undefined, undefined]);
  });

  it("keeps the request's id for the log, and nothing of what was sent", () => {
    const headers = { 'x-openstack-request-id': 'req-1', 'x-subject-token': 'secret' };

    const failure = failureFrom({ ...call, status: 500, headers, text: '' });

    expect(String(failure.cause)).toBe('WireError: compute: POST /servers answered 500 (req-1)');
    expect(failure.request).toBe('req-1');
  });

  it.each(['gAAAAABnot-a-number', 'req-<b>', undefined])('takes %j for no id of a request', (id) => {
    const headers = { 'x-openstack-request-id': id };

    expect(failureFrom({ ...call, status: 404, headers, text: '' }).request).toBeUndefined();
  });

  it('leaves the status line of a plain answer out', () => {
    const text = '403 Forbidden\n\nYou are not allowed\n\n\n  ';

    expect(failureFrom({ ...call, status: 403, headers: {}, text }).message).toMatch(/: You are not allowed$/);
  });

  it('cuts a very long answer', () => {
    const failure = failureFrom({ ...call, status: 400, headers: {}, text: nova('badRequest', 'x'.repeat(5_000)) });

    expect(failure.message.length).toBeLessThan(400);
  });
});

const call = { service: 'compute', method: 'POST', path: '/servers' };
