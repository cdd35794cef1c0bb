import { afterAll, beforeAll, describe } from 'vitest';
import { facetCases } from './cloud-facets.ts';
import { faultCases } from './cloud-faults.ts';
import { storeCases } from './cloud-images.ts';
import { machineCases } from './cloud-machines.ts';
import { markCases } from './cloud-marks.ts';
import { type CloudUnderTest, stageOn } from './cloud-stage.ts';

export type { CloudUnderTest, Faults } from './cloud-stage.ts';

/** What every cloud has to do, whatever it speaks. */
export function cloudContract(name: string, open: () => Promise<CloudUnderTest>): void {
  describe(`the cloud contract: ${name}`, () => {
    let lab: CloudUnderTest | undefined;
    const stage = stageOn(() => {
      if (!lab) throw new Error('the cloud did not open');
      return lab;
    });

    beforeAll(async () => {
      lab = await open();
    }, 180_000);
    afterAll(async () => {
      await lab?.close();
    }, 180_000);

    machineCases(stage);
    facetCases(stage);
    markCases(stage);
    storeCases(stage);
    faultCases(stage);
  });
}
