// Passkeys: before a form is sent, the browser is asked to make one or to show one, and
// its answer goes with the form. The page says what to ask for, or the form's address does.

async function wanted(form) {
  if (form.dataset.passkeyOptions) return JSON.parse(form.dataset.passkeyOptions);
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`The server answered ${answer.status}.`);
  return (await answer.json()).request_options;
}

async function ask(form) {
  const { create, get } = window.webauthnJSON;
  const act = form.dataset.passkey === "create" ? create : get;
  const credential = await act(await wanted(form));
  form.elements.credential.value = JSON.stringify(credential);
  form.submit();
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const problem = form.querySelector("[data-passkey-problem]");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    problem.hidden = true;
    ask(form).catch(() => {
      // Whoever changes their mind, and a browser that cannot, end here alike.
      problem.hidden = false;
    });
  });
}
