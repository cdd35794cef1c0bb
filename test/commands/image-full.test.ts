import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { hostFiles } from '../../src/host-files.ts';
import { Failure, type Files, verbatim } from '../../src/kit.ts';
import { downloadImage } from '../../src/operations/download-image.ts';
import { bench } from '../engine/workbench.ts';
import { practiceBot } from './harness.ts';
import { imageNamed } from './things.ts';

/** A host whose disk is full after so many bytes. */
const fullAfter = (files: Files, room: number): Files => ({
  ...files,
  write(path, from, body, signal) {
    async function* some() {
      let left = room;
      for await (const chunk of body) {
        yield chunk.subarray(0, left);
        left -= chunk.length;
        if (left <= 0) throw new Failure('quota', verbatim('no room left'));
      }
    }
    return files.write(path, from, some(), signal);
  },
});

it('leaves no part of a file behind when the disk of the host fills up in the middle', async () => {
  const bot = await practiceBot();
  const { cloud } = bot;
  const image = await imageNamed(bot, 'base-image');
  const folder = mkdtempSync(join(tmpdir(), 'hoist-full-'));
  const files = fullAfter(hostFiles(folder), 1_000_000);
  const on = bench([downloadImage], { world: { cloud: () => cloud, files } });

  const id = await on.begin(downloadImage, {
    cloud: 'practice',
    image: image.id,
    name: 'base-image',
    file: join(folder, 'base-image.raw'),
    over: false,
  });
  const { head, entries } = await on.rest(id);

  expect(head.state).toBe('undone');
  expect(entries).toContainEqual(
    expect.objectContaining({ kind: 'failed', reason: expect.objectContaining({ code: 'quota' }) }),
  );
  expect(readdirSync(folder)).toEqual([]);
  await on.engine.close();
});
