{{/* What goes to the door at every host: check-in, its devices and their sales. The application serves
     more of nothing there (`DOOR` in turnout/app.py). */}}

{{/* As regular expressions, for NGINX and the Gateway API. */}}
{{- define "turnout.doorExpressions" -}}
- /api/v1/organizations/[^/]+/checkin-device(/.*)?$
- /api/v1/organizations/[^/]+/events/[^/]+/checkin[^/]*(/.*)?$
{{- end }}

{{/* As patterns of an ALB, whose star stands for anything. */}}
{{- define "turnout.doorPatterns" -}}
- /api/v1/organizations/*/checkin-device
- /api/v1/organizations/*/checkin-device/*
- /api/v1/organizations/*/events/*/checkin*
{{- end }}

{{/* The rule of an HTTPRoute; nothing without a door. */}}
{{- define "turnout.doorRoute" -}}
{{- if .Values.door.enabled }}
- matches:
    {{- range include "turnout.doorExpressions" . | fromYamlArray }}
    - path: {type: RegularExpression, value: {{ . | quote }}}
    {{- end }}
  backendRefs: [{name: {{ include "turnout.fullname" . }}-door, port: 80}]
{{- end }}
{{- end }}
