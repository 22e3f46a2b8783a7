import { readdir, readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import type { Browser } from "playwright-core";
import type { Paper } from "./browser";

const TYPES: Readonly<Record<string, string>> = {
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".jpeg": "image/jpeg",
  ".pdf": "application/pdf",
};

/** A receipt to draw. */
export interface Receipt {
  shop: string;
  /** Its number; without one all have the same. */
  number?: string;
  items: readonly (readonly [string, number])[];
}

export const RECEIPTS: readonly Receipt[] = [
  {
    shop: "GREEN LEAF TEA HOUSE",
    items: [
      ["Green tea", 4.5],
      ["Almond cake", 3.8],
      ["Honey", 6.2],
    ],
  },
  {
    shop: "HARBOUR BOOK STORE",
    items: [
      ["Notebook A5", 7.9],
      ["Fountain pen", 18.5],
    ],
  },
  {
    shop: "OLD TOWN HARDWARE",
    items: [
      ["Wood screws", 3.25],
      ["Hammer", 21.4],
      ["Sandpaper", 2.1],
    ],
  },
];

/** The documents of DESKCLERK_E2E_DOCS, or receipts drawn here. */
export async function papers(browser: Browser): Promise<Paper[]> {
  const folder = process.env.DESKCLERK_E2E_DOCS;
  if (!folder)
    return Promise.all(RECEIPTS.map((receipt, i) => drawn(browser, `receipt-${i + 1}.png`, receipt)));
  const names = (await readdir(folder)).filter((name) => TYPES[extname(name).toLowerCase()]).sort();
  return Promise.all(
    names.map(async (name) => ({
      name,
      type: TYPES[extname(name).toLowerCase()] ?? "",
      bytes: await readFile(join(folder, name)),
    })),
  );
}

/** A PDF of pictures, so that each page has to be read. */
export async function scannedPDF(browser: Browser, name: string, pages: number): Promise<Paper> {
  const page = await browser.newPage();
  const pictures: string[] = [];
  for (let i = 0; i < pages; i++) {
    const receipt = {
      shop: `PAGE ${i + 1} STATIONERY`,
      items: [
        ["Paper", 5 + i],
        ["Envelopes", 2.5],
      ] as const,
    };
    pictures.push((await drawn(browser, "", receipt)).bytes.toString("base64"));
  }
  const sheets = pictures.map((p) => `<img src="data:image/png;base64,${p}">`).join("");
  await page.setContent(
    `<style>body{margin:0}img{width:100%;page-break-after:always;display:block}</style>${sheets}`,
  );
  const bytes = await page.pdf({ width: "4in", height: "6in" });
  await page.close();
  return { name, type: "application/pdf", bytes };
}

/** An item of a drawn invoice: what, how many, at how much. */
export type Item = readonly [what: string, quantity: number, price: number];

/** Items that differ, so many of them. */
export function items(count: number): Item[] {
  const goods = ["Copper wire", "Oak board", "Steel hinge", "Paint white", "Wall plug", "Sand paper"];
  return Array.from({ length: count }, (_, i) => [
    `${goods[i % goods.length]} ${100 + 7 * i}`,
    1 + (i % 5),
    3.5 + 1.25 * i,
  ]);
}

/** An invoice on a sheet of A4, drawn as a picture. */
export async function drawnInvoice(
  browser: Browser,
  name: string,
  number: string,
  rows: readonly Item[],
): Promise<Paper> {
  const page = await browser.newPage();
  const url = await page.evaluate(
    ({ number, rows }) => {
      const canvas = document.createElement("canvas");
      canvas.width = 1654;
      canvas.height = 2339;
      const pen = canvas.getContext("2d");
      if (!pen) throw new Error("no canvas");
      pen.fillStyle = "#fff";
      pen.fillRect(0, 0, 1654, 2339);
      pen.fillStyle = "#111";
      let y = 150;
      const line = (cells: readonly (readonly [string, number, boolean?])[], size = 30, bold = false) => {
        pen.font = `${bold ? "bold " : ""}${size}px "DejaVu Sans", sans-serif`;
        for (const [text, x, right] of cells) {
          pen.textAlign = right ? "right" : "left";
          pen.fillText(text, x, y);
        }
        y += size * 1.7;
      };
      line([["NORTHERN BUILDING SUPPLIES LTD", 130]], 44, true);
      line([["14 Canal Road, Leeds LS1 4AB", 130]]);
      line([["VAT No GB 123 4567 82", 130]]);
      y += 40;
      line([["INVOICE", 130]], 52, true);
      line([
        ["Invoice No:", 130],
        [number, 420],
      ]);
      line([
        ["Invoice date:", 130],
        ["14/05/2026", 420],
      ]);
      line([
        ["Due date:", 130],
        ["13/06/2026", 420],
      ]);
      y += 40;
      line(
        [
          ["Description", 130],
          ["Qty", 900, true],
          ["Unit price", 1190, true],
          ["Amount", 1520, true],
        ],
        30,
        true,
      );
      let net = 0;
      for (const [what, quantity, price] of rows) {
        net += quantity * price;
        line([
          [what, 130],
          [String(quantity), 900, true],
          [price.toFixed(2), 1190, true],
          [(quantity * price).toFixed(2), 1520, true],
        ]);
      }
      y += 20;
      const tax = Math.round(net * 20) / 100;
      for (const [label, value] of [
        ["Net total", net],
        ["VAT 20%", tax],
        ["Total GBP", net + tax],
      ] as const)
        line([
          [label, 900],
          [value.toFixed(2), 1520, true],
        ]);
      return canvas.toDataURL("image/png");
    },
    { number, rows },
  );
  await page.close();
  return { name, type: "image/png", bytes: Buffer.from(url.split(",")[1] ?? "", "base64") };
}

/** A receipt, drawn as a picture. */
export async function drawn(browser: Browser, name: string, receipt: Receipt): Promise<Paper> {
  const page = await browser.newPage();
  const url = await page.evaluate(({ shop, items, number }) => {
    const canvas = document.createElement("canvas");
    canvas.width = 1000;
    canvas.height = 1500;
    const pen = canvas.getContext("2d");
    if (!pen) throw new Error("no canvas");
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, 1000, 1500);
    pen.fillStyle = "#111";
    let y = 120;
    const line = (left: string, right = "", size = 40) => {
      pen.font = `${size}px "DejaVu Sans", sans-serif`;
      pen.textAlign = "left";
      pen.fillText(left, 90, y);
      pen.textAlign = "right";
      pen.fillText(right, 910, y);
      y += size * 1.9;
    };
    line(shop, "", 52);
    line("12 Market Street, Springfield");
    line(`Receipt No: ${number ?? "A-20417"}`);
    line("Date: 04/03/2026", "10:15");
    y += 40;
    const total = items.reduce((sum, [, price]) => sum + price, 0);
    for (const [what, price] of items) line(what, price.toFixed(2));
    y += 40;
    line("TOTAL EUR", total.toFixed(2), 48);
    line("CASH", total.toFixed(2));
    return canvas.toDataURL("image/png");
  }, receipt);
  await page.close();
  return { name, type: "image/png", bytes: Buffer.from(url.split(",")[1] ?? "", "base64") };
}

/** Receipts that lie on the glass of a scanner, on one picture. */
export async function onGlass(browser: Browser, name: string, receipts: readonly Receipt[]): Promise<Paper> {
  const pictures = await Promise.all(receipts.map((receipt) => drawn(browser, "", receipt)));
  const page = await browser.newPage({ viewport: { width: 800 * receipts.length, height: 1200 } });
  const images = pictures
    .map((p) => `<img src="data:image/png;base64,${p.bytes.toString("base64")}">`)
    .join("");
  await page.setContent(
    `<style>body{margin:0;height:100vh;background:#3a3a3a;display:flex;justify-content:space-around;align-items:center}img{width:640px}</style>${images}`,
  );
  const bytes = await page.screenshot();
  await page.close();
  return { name, type: "image/png", bytes };
}

/** A PDF of a receipt and its blank back. */
export async function withBlankBack(browser: Browser, name: string, receipt: Receipt): Promise<Paper> {
  const picture = (await drawn(browser, "", receipt)).bytes.toString("base64");
  const page = await browser.newPage();
  await page.setContent(
    `<style>body{margin:0}img{width:100%;display:block;page-break-after:always}</style><img src="data:image/png;base64,${picture}"><div>&nbsp;</div>`,
  );
  const bytes = await page.pdf({ width: "4in", height: "6in" });
  await page.close();
  return { name, type: "application/pdf", bytes };
}
