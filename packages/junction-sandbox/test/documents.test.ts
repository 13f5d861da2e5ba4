import { API_KEY, clientOf, playToTheEnd, withSandbox } from './support/start.js';

/** The lines of text in a PDF of the sandbox, which is not compressed. */
function linesOf(pdf: string): string[] {
  return Array.from(pdf.matchAll(/^\((.*)\) Tj/gm), ([, line = '']) =>
    line.replace(/\\(.)/g, '$1'),
  );
}

async function get(url: string, path: string): Promise<Response> {
  return await fetch(`${url}${path}`, { headers: { 'x-vital-api-key': API_KEY } });
}

describe('the documents of an order', () => {
  it('include a requisition of exactly the ordered markers, for a redraw of the missing ones', async () => {
    await withSandbox({}, async (sandbox) => {
      const { orderIds } = playToTheEnd(sandbox, 'redraw');
      const [initial = '', redraw = ''] = orderIds;
      const markersOn = async (orderId: string) => {
        const response = await get(sandbox.url, `/v3/order/${orderId}/requisition/pdf`);
        const lines = linesOf(Buffer.from(await response.arrayBuffer()).toString('latin1'));
        return lines.slice(lines.indexOf('Ordered markers:') + 1);
      };
      const results = await clientOf(sandbox).labTests.getResultRaw({ orderId: initial });
      const order = await clientOf(sandbox).labTests.getOrder({ orderId: redraw });

      expect(await markersOn(initial)).toHaveLength(8);
      expect(await markersOn(redraw)).toEqual(results.missingResults?.map(({ name }) => name));
      expect(order.labTest.markers?.map(({ name }) => name)).toEqual(await markersOn(redraw));
    });
  });

  it('have no Advance Beneficiary Notice where the order has none', async () => {
    await withSandbox({}, async (sandbox) => {
      const { orderIds } = playToTheEnd(sandbox, 'redraw');
      const [orderId = ''] = orderIds;
      const order = await clientOf(sandbox).labTests.getOrder({ orderId });

      expect(order.hasAbn).toBe(false);
      expect((await get(sandbox.url, `/v3/order/${orderId}/abn_pdf`)).status).toBe(404);
    });
  });
});
