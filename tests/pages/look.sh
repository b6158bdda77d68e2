#!/bin/sh
# Looks at pages in Chromium by Playwright, with axe-core: `tests/pages/look.sh [--short] PAGE…`.
# Needs python3, Chromium and, the first time, the Python package index; the tools go into target/pages. Without them it says so and is no
# failure.
set -eu
cd "$(dirname "$0")/../.."
environment=target/pages
if [ ! -x /usr/bin/chromium ]; then echo "skipped: Chromium is missing (apt-get install chromium)"; exit 0; fi
if [ ! -x "$environment/bin/python" ]; then
    python3 -m venv "$environment" || { echo "skipped: python3 with venv is missing"; exit 0; }
fi
if ! "$environment/bin/python" -c "import playwright, axe_playwright_python" 2> /dev/null; then
    "$environment/bin/pip" install --quiet "playwright==1.65.2" "axe-playwright-python==0.1.8" || { echo "skipped: Playwright cannot be installed"; exit 0; }
fi
exec "$environment/bin/python" tests/pages/look.py "$@"
