import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, describe } from 'vitest';
import { endsRight } from './ends-right.ts';
import { bytes, freeDisk, hostFile, otherImage, smallImage } from './scene.ts';

/** Where the cloud fetches an image by itself. */
const site = createServer((_, response) => void response.end(bytes));
await new Promise<void>((ready) => site.listen(0, '127.0.0.1', ready));
afterAll(() => void site.close());
// It listens on a port, so its address is not the name of a pipe.
const { port } = site.address() as AddressInfo;

const made = ['+ image new active, the bytes'];

describe('images', () => {
  endsRight([
    { words: 'image from-disk work --name new', prepare: freeDisk, ends: 'done', changes: made },
    {
      title: 'image from-disk work, refused',
      words: 'image from-disk work --name new',
      prepare: freeDisk,
      faults: [{ service: 'volume', method: 'POST', path: /action$/, what: { status: 500 } }],
      ends: 'undone',
      changes: [],
    },
    { words: 'image upload --file mine.raw --name new', prepare: hostFile, ends: 'done', changes: made },
    {
      title: 'image upload, refused',
      words: 'image upload --file mine.raw --name new',
      prepare: hostFile,
      faults: [{ service: 'image', method: 'PUT', what: { status: 500 } }],
      ends: 'undone',
      changes: [],
    },
    { words: `image from-url http://127.0.0.1:${port}/new.raw --name new`, ends: 'done', changes: made },
    {
      words: 'image upload --file mine.raw --name other --force',
      prepare: otherImage,
      ends: 'done',
      changes: ['- image other active', '+ image other active, the bytes'],
    },
    {
      words: 'image download small --output back.raw',
      prepare: smallImage,
      ends: 'done',
      changes: ['+ file back.raw, the bytes'],
    },
    {
      title: 'image download, which breaks off',
      words: 'image download small --output back.raw',
      prepare: smallImage,
      faults: [{ service: 'image', method: 'GET', path: /file$/, what: { status: 500 } }],
      ends: 'undone',
      changes: [],
    },
    { words: 'image delete small', prepare: smallImage, ends: 'done', changes: ['- image small active, the bytes'] },
  ]);
});
