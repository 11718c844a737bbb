package lint

import (
	"strings"

	"patchpilot/trailers"
)

// assistants are names that programs sign with; a person's name never equals one of them whole.
var assistants = map[string]bool{
	"claude code": true, "github copilot": true, "copilot": true, "openai codex": true, "codex": true, "chatgpt": true,
	"cursor agent": true, "cursor": true, "devin ai": true, "gemini cli": true, "google gemini": true, "aider": true,
	"claude opus": true, "claude sonnet": true, "claude haiku": true, "gpt-4": true, "gpt-5": true,
}

// assistant tells a program that writes code from a person: by an address only such programs use, or by
// its whole name.
func assistant(who trailers.Person) bool {
	local, domain, _ := strings.Cut(strings.ToLower(who.Email), "@")
	switch {
	case domain == "anthropic.com" || domain == "openai.com" || domain == "cursor.com":
		if local == "noreply" || local == "no-reply" || local == "codex" || local == "cursoragent" {
			return true
		}
	case domain == "github.com" || domain == "users.noreply.github.com":
		if strings.Contains(local, "copilot") || strings.Contains(local, "[bot]") {
			return true
		}
	}
	name := strings.ToLower(who.Name)
	return assistants[name] || strings.HasSuffix(name, "[bot]") || local == "bot"
}
