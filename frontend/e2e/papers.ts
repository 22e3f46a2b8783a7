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
interface Receipt {
  shop: string;
  items: readonly (readonly [string, number])[];
}

const RECEIPTS: readonly Receipt[] = [
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

async function drawn(browser: Browser, name: string, receipt: Receipt): Promise<Paper> {
  const page = await browser.newPage();
  const url = await page.evaluate(({ shop, items }) => {
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
    line("Receipt No: A-20417");
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
