// The desk follows what happens: it is told that something is new, asks for its own page again, and shows the parts of it
// that have changed. All it shows was rendered and encoded by the server.
"use strict";
(() => {
  const desk = document.getElementById("desk");
  const form = document.getElementById("drop");
  const files = document.getElementById("files");
  const zone = document.querySelector(".dropzone");
  const failed = document.getElementById("failed");

  const show = text => {
    const page = new DOMParser().parseFromString(text, "text/html");
    const fresh = page.getElementById("desk");
    if (!fresh) {
      return false;
    }

    for (const part of document.querySelectorAll("[data-live]")) {
      const next = page.getElementById(part.id);
      if (next && next.innerHTML !== part.innerHTML) {
        const focused = part.contains(document.activeElement) ? document.activeElement.id : null;
        part.replaceChildren(...next.childNodes);
        if (focused !== null) {
          (document.getElementById(focused) ?? part).focus();
        }
      }
    }

    desk.dataset.look = fresh.dataset.look;
    return true;
  };

  let asking = false;
  let again = false;
  const refresh = async () => {
    if (asking) {
      again = true;
      return;
    }

    asking = true;
    do {
      again = false;
      try {
        const answer = await fetch(location.href, { cache: "no-store" });
        if (answer.ok) {
          show(await answer.text());
        }
      } catch {
        // The link says that nobody follows, and the next event asks again.
      }
    } while (again);
    asking = false;
  };

  const post = async (action, body) => {
    failed.textContent = "";
    desk.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(action, { method: "POST", body });
      if (!answer.ok || !show(await answer.text())) {
        failed.textContent = desk.dataset.failed;
      }
    } catch {
      failed.textContent = desk.dataset.failed;
    }

    desk.removeAttribute("aria-busy");
  };

  // One request a file: so each is told as soon as it is there.
  let dropping = Promise.resolve();
  const drop = list => {
    const chosen = [...list];
    const replaces = form.elements.replace.checked;
    dropping = dropping.then(async () => {
      for (const file of chosen) {
        const body = new FormData(form);
        body.delete(files.name);
        body.delete("replace");
        if (replaces) {
          body.append("replace", "yes");
        }

        body.append(files.name, file, file.name);
        await post(form.action, body);
      }

      form.reset();
    });
  };

  document.addEventListener("submit", event => {
    event.preventDefault();
    if (event.target === form) {
      drop(files.files);
    } else {
      post(event.target.action, new URLSearchParams(new FormData(event.target)));
    }
  });

  const hasFiles = event => event.dataTransfer !== null && event.dataTransfer.types.includes("Files");
  document.addEventListener("dragover", event => {
    if (hasFiles(event)) {
      event.preventDefault();
      zone.classList.add("over");
    }
  });
  document.addEventListener("dragleave", event => {
    if (event.relatedTarget === null) {
      zone.classList.remove("over");
    }
  });
  document.addEventListener("drop", event => {
    zone.classList.remove("over");
    if (hasFiles(event)) {
      event.preventDefault();
      drop(event.dataTransfer.files);
    }
  });

  const follows = is => {
    document.getElementById("live").hidden = !is;
    document.getElementById("refresh").hidden = is;
  };
  let source = null;
  const follow = () => {
    source = new EventSource(desk.dataset.events);
    source.addEventListener("look", event => {
      follows(true);
      if (event.data !== desk.dataset.look) {
        refresh();
      }
    });
    source.addEventListener("error", () => follows(false));
  };

  // Nobody looks at a page in the background, and a browser has few connections to one host.
  document.addEventListener("visibilitychange", () => {
    source?.close();
    follows(false);
    if (!document.hidden) {
      follow();
    }
  });
  if (!document.hidden) {
    follow();
  }
})();
