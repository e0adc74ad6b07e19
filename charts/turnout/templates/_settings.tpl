{{/* Settings: what is no secret, as variables; what is one, as files. */}}

{{/* Every variable of the application that the chart itself decides; `settings` adds to them. */}}
{{- define "turnout.settings" -}}
{{- $hosts := concat .Values.hosts (list) }}
{{- if and .Values.door.enabled .Values.door.host }}{{ $hosts = append $hosts .Values.door.host }}{{ end }}
{{- $given := dict
  "TURNOUT_ENVIRONMENT" .Values.environment
  "TURNOUT_PUBLIC_URL" (.Values.publicUrl | trimSuffix "/")
  "TURNOUT_REALTIME_URL" (ternary (default (.Values.publicUrl | trimSuffix "/") .Values.realtime.url) "" .Values.realtime.enabled)
  "TURNOUT_TRUSTED_PROXIES" (toString .Values.trustedProxies)
  "TURNOUT_MAIL_FROM" .Values.mailFrom
  "TURNOUT_LOG_LEVEL" .Values.logLevel
  "TURNOUT_STATE_DIR" "/var/lib/turnout"
  "TURNOUT_FILES_DIR" "/var/lib/turnout/files"
}}
{{- with $hosts }}{{ $_ := set $given "TURNOUT_HOSTS" (join "," (uniq .)) }}{{ end }}
{{- with .Values.storage.adapter }}{{ $_ := set $given "TURNOUT_STORAGE" . }}{{ end }}
{{- if .Values.storage.adapter }}{{ $_ := set $given "TURNOUT_STORAGE_DIRECT" (toString .Values.storage.direct) }}{{ end }}
{{- with .Values.search.adapter }}{{ $_ := set $given "TURNOUT_SEARCH" . }}{{ end }}
{{- if .Values.database.distributed }}{{ $_ := set $given "TURNOUT_DATABASE_DISTRIBUTED" "true" }}{{ end }}
{{- if .Values.redis.cluster }}{{ $_ := set $given "TURNOUT_REDIS_CLUSTER" "true" }}{{ end }}
{{- with .Values.telemetry.otlpEndpoint }}{{ $_ := set $given "TURNOUT_OTLP_ENDPOINT" . }}{{ end }}
{{- with .Values.rateLimits }}{{ $_ := set $given "TURNOUT_RATE_LIMITS" (toJson .) }}{{ end }}
{{- range $name, $value := .Values.settings }}{{ $_ := set $given $name (kindIs "string" $value | ternary $value (kindIs "map" $value | ternary (toJson $value) (toString $value))) }}{{ end }}
{{- toYaml $given }}
{{- end }}

{{/* The addresses of the bundled servers for trying things out, beneath the given secrets. */}}
{{- define "turnout.devSecrets" -}}
{{- $made := dict }}
{{- $name := include "turnout.fullname" . }}
{{- if .Values.dev.postgresql.enabled }}
{{- range $key, $role := dict "TURNOUT_DATABASE_URL" "app" "TURNOUT_DATABASE_OPERATOR_URL" "operator" "TURNOUT_DATABASE_OWNER_URL" "owner" }}
{{- $_ := set $made $key (printf "postgresql://turnout_%s:%s@%s-dev-postgresql:5432/turnout" $role $.Values.dev.postgresql.password $name) }}
{{- end }}
{{- end }}
{{- if .Values.dev.redis.enabled }}
{{- $_ := set $made "TURNOUT_REDIS_URL" (printf "redis://%s-dev-redis:6379/0" $name) }}
{{- $_ := set $made "TURNOUT_BROKER_URL" (printf "redis://%s-dev-redis:6379/1" $name) }}
{{- end }}
{{- if .Values.dev.mail.enabled }}
{{- $_ := set $made "TURNOUT_SMTP_URL" (printf "smtp://%s-dev-mail:1025" $name) }}
{{- end }}
{{- toYaml $made }}
{{- end }}

{{/* What a migration is called with, as a list in JSON: with nodes it puts the tables over them too. */}}
{{- define "turnout.migrateArgs" -}}
{{- .Values.database.distributed | ternary (list "migrate" "--distributed" "--shards" (toString (int .Values.database.shards))) (list "migrate") | toJson }}
{{- end }}

{{/* The names of the two secrets: what roles read, and what only migrations read. */}}
{{- define "turnout.secretName" -}}
{{- if eq .Values.secrets.mode "existing" }}{{ .Values.secrets.existing.name }}{{ else }}{{ include "turnout.fullname" . }}{{ end }}
{{- end }}

{{- define "turnout.ownerSecretName" -}}
{{- if eq .Values.secrets.mode "existing" }}{{ .Values.secrets.existing.ownerName }}{{ else }}{{ include "turnout.fullname" . }}-owner{{ end }}
{{- end }}

{{/* Plain secrets, by who reads them: (dict "root" $ "owner" true|false). */}}
{{- define "turnout.inlineSecrets" -}}
{{- $all := mergeOverwrite (include "turnout.devSecrets" .root | fromYaml) (deepCopy .root.Values.secrets.values) }}
{{- $out := dict }}
{{- range $name, $value := $all }}
{{- if eq (eq $name "TURNOUT_DATABASE_OWNER_URL") $.owner }}{{ $_ := set $out $name $value }}{{ end }}
{{- end }}
{{- toYaml $out }}
{{- end }}

{{/* The mounted secrets of a pod: (dict "root" $ "suffix" "" "owner" false). */}}
{{- define "turnout.secretVolume" -}}
name: secrets
projected:
  defaultMode: 0440
  sources:
    - secret:
        name: {{ include "turnout.secretName" .root }}{{ .suffix }}
    {{- if .owner }}
    - secret:
        name: {{ include "turnout.ownerSecretName" .root }}{{ .suffix }}
    {{- end }}
    {{- with .root.Values.caBundle.configMap }}
    - configMap:
        name: {{ . }}
        items: [{key: {{ $.root.Values.caBundle.key }}, path: ca.crt}]
    {{- end }}
{{- end }}

{{/* Variables that no value decides. */}}
{{- define "turnout.fixedEnv" -}}
- name: TURNOUT_SECRETS_DIR
  value: /run/secrets/turnout
{{- if .Values.caBundle.configMap }}
- name: TURNOUT_CA_FILE
  value: /run/secrets/turnout/ca.crt
{{- end }}
- name: PGSSLROOTCERT
  value: {{ ternary "/run/secrets/turnout/ca.crt" "/etc/ssl/certs/ca-certificates.crt" (ne .Values.caBundle.configMap "") }}
{{- end }}
