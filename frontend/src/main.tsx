import "@mantine/core/styles.css";
import "@mantine/dropzone/styles.css";
import "@mantine/notifications/styles.css";
import "@mantine/spotlight/styles.css";
import "./app/global.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createApi } from "@/api/client";
import { openSession } from "@/api/session";
import { uploadFile } from "@/api/upload";
import { App } from "@/app/App";
import { fetchAhead } from "@/app/router";
import { Uploads } from "@/features/inbox/uploads";
import { loadFirstWords } from "@/i18n";

const root = document.getElementById("root");
if (!root) throw new Error("the page has no #root");

const [session] = await Promise.all([openSession(), loadFirstWords()]);
if (session.page) window.location.hash = `#${session.page}`;
const services = {
  api: createApi(session),
  uploads: new Uploads((file, onProgress, signal) => uploadFile(session, file, onProgress, signal)),
};
createRoot(root).render(
  <StrictMode>
    <App services={services} />
  </StrictMode>,
);
fetchAhead();
