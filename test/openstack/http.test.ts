import { createServer } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { sshGuest } from '../../adapters/cloud/openstack/guest.ts';
import { openHttp } from '../../adapters/cloud/openstack/http.ts';
import { need } from '../../src/kit.ts';
import { cloudAt, soon, stub } from './stub.ts';

const noImages = { json: { images: [] } };
const image = { id: 'i-1', name: 'base', status: 'active' };

describe('a call that fails on the way', () => {
  it.each([
    ['a connection that breaks', { reset: true }],
    ['a 502', { status: 502 }],
  ] as const)('is tried three times in all for reading: %s', async (_, failure) => {
    const from = await stub();
    from.on('GET /image/v2/images', (_heard, nth) => (nth < 3 ? failure : noImages));
    expect(await cloudAt(from.url).images(soon())).toEqual([]);
    expect(from.asked('GET /image/v2/images')).toHaveLength(3);

    from.on('GET /image/v2/images', () => failure);
    await expect(cloudAt(from.url).images(soon())).rejects.toMatchObject({ code: 'unavailable', again: true });
    expect(from.asked('GET /image/v2/images')).toHaveLength(6);
  });

  it('is never repeated when it makes something', async () => {
    const from = await stub();
    from.on('GET /volume/volumes/detail', () => ({ json: { volumes: [] } }));
    from.on('POST /volume/volumes', () => ({ reset: true }));
    const spec = { name: 'a', size: 1, stamp: { owner: 'ann', operation: 'op' } };

    const made = need(cloudAt(from.url), 'disks').create(spec, 'k', soon());

    await expect(made).rejects.toMatchObject({ code: 'unavailable', again: true });
    expect(from.asked('POST /volume/volumes')).toHaveLength(1);
  });

  it('waits as long as the cloud asks, by handing the time on instead of trying at once', async () => {
    const from = await stub();
    from.on('GET /image/v2/images', () => ({ status: 429, headers: { 'retry-after': '7' } }));

    await expect(cloudAt(from.url).images(soon())).rejects.toMatchObject({ code: 'unavailable', after: 7_000 });

    expect(from.asked('GET /image/v2/images')).toHaveLength(1);
  });

  it('says which service does not answer, and nothing of what was sent to it', async () => {
    const failed = cloudAt('http://127.0.0.1:1').images(soon());

    await expect(failed).rejects.toMatchObject({ code: 'unavailable', message: expect.stringContaining('identity') });
    const error: unknown = await failed.catch((each: unknown) => each);
    expect(error instanceof Error ? String(error.cause) : '').not.toContain('sesame');
  });

  it('does not follow a redirect, which could take the token elsewhere', async () => {
    const from = await stub();
    const other = await stub();
    from.on('GET /image/v2/images', () => ({ status: 302, headers: { location: `${other.url}/steal` } }));

    await expect(cloudAt(from.url).images(soon())).rejects.toMatchObject({ code: 'usage' });

    expect(other.heard).toHaveLength(0);
  });

  it('ends when its time is up', async () => {
    const from = await stub();
    from.on('GET /slow', () => new Promise(() => undefined));
    const http = openHttp({ timeout: 50 });
    onTestFinished(() => http.close());

    const late = http.call({ service: 'compute', method: 'GET', url: `${from.url}/slow` }, soon());

    await expect(late).rejects.toMatchObject({ code: 'unavailable', message: expect.stringContaining('compute') });
  });
});

describe('a list of many pages', () => {
  it('is read to its end, by the marker alone: the token goes to no other host', async () => {
    const from = await stub();
    const other = await stub();
    from.on('GET /image/v2/images', ({ path }) => {
      const marker = new URL(path, from.url).searchParams.get('marker');
      const next = marker === null ? 'a' : marker === 'a' ? 'b' : undefined;
      const page = { images: [{ ...image, id: `i-${marker}` }] };
      return { json: next ? { ...page, next: `${other.url}/v2/images?marker=${next}&limit=1` } : page };
    });

    const images = await cloudAt(from.url).images(soon());

    expect(images.map(({ id }) => id)).toEqual(['i-null', 'i-a', 'i-b']);
    expect(other.heard).toHaveLength(0);
  });

  it.each(['compute servers', 'volume volumes'])('follows the links of %s', async (which) => {
    const [service = '', things = ''] = which.split(' ');
    const from = await stub();
    from.on(`GET /${service}/${things}/detail`, ({ path }) => {
      const more = !path.includes('marker');
      const links = more ? [{ rel: 'next', href: `http://elsewhere/${things}/detail?limit=1&marker=x` }] : [];
      return { json: { [things]: [{ id: more ? 'first' : 'second' }], [`${things}_links`]: links } };
    });
    const cloud = cloudAt(from.url);

    const found = [];
    const list = things === 'servers' ? cloud.list(soon()) : need(cloud, 'disks').list(soon());
    for await (const { id } of list) found.push(id);

    expect(found).toEqual(['first', 'second']);
  });

  it('ends when a page leads back to one that was read', async () => {
    const from = await stub();
    from.on('GET /image/v2/images', () => ({ json: { images: [image], next: '/v2/images?marker=i-1' } }));

    const images = await cloudAt(from.url).images(soon());

    expect(images).toHaveLength(2);
  });
});

describe('somebody answers on SSH', () => {
  it.each([
    ['SSH-2.0-OpenSSH_9.6\r\n', true],
    ['HTTP/1.1 400 Bad Request\r\n', false],
    ['', false],
  ])('when the first words are %j: %s', async (banner, answers) => {
    const server = createServer((socket) => void socket.end(banner));
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    onTestFinished(() => void server.close());
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;

    expect(await sshGuest(port).answers('127.0.0.1', soon())).toBe(answers);
  });

  it('never at a closed port, and not after a cancel', async () => {
    expect(await sshGuest(1).answers('127.0.0.1', soon())).toBe(false);
    await expect(sshGuest(1).answers('127.0.0.1', AbortSignal.abort(new Error('no')))).rejects.toThrow('no');
  });
});

it('lets nobody wait behind images that are on their way', async () => {
  const from = await stub();
  const whole = Promise.withResolvers<void>();
  from.on('PUT /image/v2/images/i-1/file', async () => {
    await whole.promise;
    return { status: 204 };
  });
  from.on('GET /image/v2/images', () => noImages);
  const cloud = cloudAt(from.url);
  const bytes = async function* () {
    yield Buffer.from('x');
  };
  const sends = Array.from({ length: 8 }, () => need(cloud, 'imageStore').send('i-1', bytes(), 1, soon()));
  await expect.poll(() => from.asked('PUT /image/v2/images/i-1/file').length).toBe(8);

  const images = await cloud.images(soon()).finally(whole.resolve);

  expect(images).toEqual([]);
  await Promise.all(sends);
});
