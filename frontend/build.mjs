// Builds what the browser gets: styles, scripts and icons, into src/throughline/ui/static/built/.
// Nothing is fetched by the browser from anywhere but us; whitenoise adds the hash to each name.
import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import * as sass from "sass";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const built = join(root, "src/throughline/ui/static/built");
process.chdir(root);

function styles() {
  const { css } = sass.compile("frontend/styles/throughline.scss", {
    loadPaths: [".", "node_modules"],
    style: "compressed",
    quietDeps: true,
  });
  return css;
}

// Only the pictures that the styles really ask for.
function icons(css) {
  const source = join(root, "node_modules/@ministryofjustice/frontend/moj/assets");
  for (const [, name] of css.matchAll(/url\("?\.\/([^")]+)"?\)/g)) {
    const from = join(source, name);
    if (!existsSync(from)) throw new Error(`The styles ask for ${name}, which ${source} does not have.`);
    mkdirSync(dirname(join(built, name)), { recursive: true });
    cpSync(from, join(built, name));
  }
}

function scripts() {
  return esbuild.build({
    entryPoints: ["frontend/scripts/throughline.js", "frontend/scripts/workspace.js"],
    outdir: built,
    bundle: true,
    minify: true,
    format: "esm",
    target: ["es2020"],
    legalComments: "linked",
  });
}

// Compiled before anything is removed, so a mistake in a style leaves the last good build standing.
const css = styles();
rmSync(built, { recursive: true, force: true });
mkdirSync(built, { recursive: true });
writeFileSync(join(built, "throughline.css"), css);
icons(css);
await scripts();
