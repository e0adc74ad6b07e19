{{/* What a schema cannot say: values that contradict one another are refused by name. */}}
{{- define "turnout.validate" -}}
{{- $wrong := list }}
{{- $production := eq .Values.environment "production" }}
{{- if and $production (not (hasPrefix "https://" .Values.publicUrl)) }}
{{- $wrong = append $wrong "publicUrl must begin with https:// in production" }}
{{- end }}
{{- if not .Values.publicUrl }}{{ $wrong = append $wrong "publicUrl is required: how browsers reach the platform" }}{{ end }}
{{- if and (eq .Values.secrets.mode "inline") $production (not .Values.secrets.plainInProduction) }}
{{- $wrong = append $wrong "secrets.mode inline keeps passwords in the release: use existing, external or vault, or say secrets.plainInProduction" }}
{{- end }}
{{- if and (eq .Values.secrets.mode "existing") (not .Values.secrets.existing.name) }}
{{- $wrong = append $wrong "secrets.existing.name is required: a Secret with TURNOUT_DATABASE_URL and the others" }}
{{- end }}
{{- if and (eq .Values.secrets.mode "existing") .Values.migrations.enabled (not .Values.secrets.existing.ownerName) }}
{{- $wrong = append $wrong "secrets.existing.ownerName is required: a Secret with TURNOUT_DATABASE_OWNER_URL, for migrations alone" }}
{{- end }}
{{- if and (eq .Values.secrets.mode "external") (or (not .Values.secrets.external.store.name) (not .Values.secrets.external.key) (not .Values.secrets.external.ownerKey)) }}
{{- $wrong = append $wrong "secrets.external needs store.name, key and ownerKey" }}
{{- end }}
{{- if and (eq .Values.secrets.mode "vault") (or (not .Values.secrets.vault.path) (not .Values.secrets.vault.ownerPath)) }}
{{- $wrong = append $wrong "secrets.vault needs path and ownerPath" }}
{{- end }}
{{- if eq .Values.secrets.mode "inline" }}
{{- $given := mergeOverwrite (include "turnout.devSecrets" . | fromYaml) (deepCopy .Values.secrets.values) }}
{{- range $name := list "TURNOUT_DATABASE_URL" "TURNOUT_DATABASE_OPERATOR_URL" "TURNOUT_DATABASE_OWNER_URL" "TURNOUT_REDIS_URL" "TURNOUT_BROKER_URL" "TURNOUT_MASTER_KEYS" }}
{{- if not (get $given $name) }}{{ $wrong = append $wrong (printf "secrets.values.%s is required" $name) }}{{ end }}
{{- end }}
{{- end }}
{{- if and $production (or .Values.dev.postgresql.enabled .Values.dev.redis.enabled .Values.dev.mail.enabled) }}
{{- $wrong = append $wrong "dev servers keep nothing safe: they are for environment development only" }}
{{- end }}
{{- if and (or .Values.dev.postgresql.enabled) (ne .Values.secrets.mode "inline") }}
{{- $wrong = append $wrong "dev.postgresql goes with secrets.mode inline" }}
{{- end }}
{{- if and .Values.dev.postgresql.enabled .Values.migrations.enabled .Values.migrations.useHelmHooks }}
{{- $wrong = append $wrong "dev.postgresql starts with the release, after hooks: set migrations.useHelmHooks to false" }}
{{- end }}
{{- if and $production (not .Values.storage.adapter) (not .Values.files.persistence.enabled) }}
{{- $wrong = append $wrong "files need a place that all pods share: storage.adapter, or files.persistence.enabled" }}
{{- end }}
{{- $keda := false }}
{{- $deployments := dict "web" .Values.web "door" .Values.door "realtime" .Values.realtime "relay" .Values.relay }}
{{- range $key, $given := .Values.workers }}{{ $_ := set $deployments (printf "worker-%s" $key) (mergeOverwrite (deepCopy $.Values.workerDefaults) (deepCopy $given)) }}{{ end }}
{{- $queues := list }}
{{- range $name, $given := $deployments }}
{{- $values := mergeOverwrite (deepCopy $.Values.defaults) (deepCopy $given) }}
{{- $scaling := $values.autoscaling }}
{{- if eq $scaling.engine "keda" }}{{ $keda = true }}{{ end }}
{{- if and (ne $scaling.engine "none") (gt (int $scaling.minReplicas) (int $scaling.maxReplicas)) }}
{{- $wrong = append $wrong (printf "%s.autoscaling.minReplicas is above maxReplicas" $name) }}
{{- end }}
{{- if and (eq $scaling.engine "keda") (or $scaling.requestsPerSecond $scaling.latencyMilliseconds $scaling.listeners) (not $.Values.keda.prometheusAddress) }}
{{- $wrong = append $wrong (printf "%s.autoscaling asks Prometheus: keda.prometheusAddress is required" $name) }}
{{- end }}
{{- if and (eq $scaling.engine "keda") $scaling.messages (eq $.Values.keda.broker "redis") (not $.Values.keda.redis.address) }}
{{- $wrong = append $wrong (printf "%s.autoscaling counts messages: keda.redis.address is required" $name) }}
{{- end }}
{{- if and (hasPrefix "worker-" $name) $values.enabled }}{{ $queues = concat $queues $values.queues }}{{ end }}
{{- end }}
{{- if and $keda (not .Values.keda.enabled) }}{{ $wrong = append $wrong "autoscaling.engine keda needs keda.enabled" }}{{ end }}
{{- range $name := list "critical" "messages" "webhooks" "search" "exports" "default" }}
{{- if not (has $name $queues) }}{{ $wrong = append $wrong (printf "no worker takes the queue %s" $name) }}{{ end }}
{{- end }}
{{- range .Values.onSales }}
{{- $sale := .name }}
{{- range $name, $_ := .replicas }}
{{- $values := mergeOverwrite (deepCopy $.Values.defaults) (deepCopy (default (dict) (get $deployments $name))) }}
{{- if ne $values.autoscaling.engine "keda" }}{{ $wrong = append $wrong (printf "onSales %s: %s is not scaled by keda" $sale $name) }}{{ end }}
{{- end }}
{{- end }}
{{- if and (eq .Values.exposure.type "gateway") (not .Values.exposure.gateway.create) (not .Values.exposure.gateway.parentRefs) }}
{{- $wrong = append $wrong "exposure.gateway needs parentRefs, or create" }}
{{- end }}
{{- if and .Values.exposure.tls.certManager.enabled (not .Values.exposure.tls.certManager.issuerRef.name) }}
{{- $wrong = append $wrong "exposure.tls.certManager.issuerRef.name is required" }}
{{- end }}
{{- if and (eq .Values.exposure.type "alb") .Values.exposure.tls.certManager.enabled }}
{{- $wrong = append $wrong "an ALB takes certificates of ACM: exposure.alb.certificateArns, not cert-manager" }}
{{- end }}
{{- if .Values.networkPolicy.enabled }}
{{- range $what := concat (list "postgresql" "redis") (empty .Values.search.adapter | ternary (list) (list "search")) }}
{{- $goal := get $.Values.networkPolicy.egress $what }}
{{- if and (not $goal.cidrs) (not $goal.peers) }}{{ $wrong = append $wrong (printf "networkPolicy.egress.%s needs cidrs or peers: without them nothing reaches it" $what) }}{{ end }}
{{- end }}
{{- end }}
{{- if and .Values.database.distributed .Values.dev.postgresql.enabled }}
{{- $wrong = append $wrong "database.distributed needs nodes with Citus: dev.postgresql is one plain server" }}
{{- end }}
{{- if and .Values.database.distributed (has (toString (get .Values.settings "TURNOUT_DATABASE_POOLER") | lower) (list "true" "1" "yes" "on" "t" "y")) }}
{{- $wrong = append $wrong "settings.TURNOUT_DATABASE_POOLER does not go together with database.distributed: the addresses lead to the coordinator itself, without a pooler before it" }}
{{- end }}
{{- if hasKey .Values.settings "TURNOUT_DATABASE_DISTRIBUTED" }}
{{- $wrong = append $wrong "settings.TURNOUT_DATABASE_DISTRIBUTED is said by database.distributed, which migrations read too" }}
{{- end }}
{{- if and .Values.redis.cluster .Values.dev.redis.enabled }}
{{- $wrong = append $wrong "redis.cluster needs a cluster of yours: dev.redis is one server" }}
{{- end }}
{{- if and .Values.monitoring.podMonitor.enabled .Values.monitoring.serviceMonitor.enabled }}
{{- $wrong = append $wrong "podMonitor and serviceMonitor together count everything twice" }}
{{- end }}
{{- range $name, $_ := .Values.settings }}
{{- if has $name (list "TURNOUT_DATABASE_URL" "TURNOUT_DATABASE_OPERATOR_URL" "TURNOUT_DATABASE_REPLICA_URL" "TURNOUT_DATABASE_OWNER_URL" "TURNOUT_REDIS_URL" "TURNOUT_BROKER_URL" "TURNOUT_SMTP_URL" "TURNOUT_MASTER_KEYS" "TURNOUT_STORAGE_SETTINGS" "TURNOUT_SEARCH_SETTINGS") }}
{{- $wrong = append $wrong (printf "settings.%s is a secret: it belongs in the secret that the pods mount" $name) }}
{{- end }}
{{- end }}
{{- if $wrong }}{{ fail (printf "\n\nThe values are not right:\n  - %s\n" (join "\n  - " $wrong)) }}{{ end }}
{{- end }}
