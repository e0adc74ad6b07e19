"""The room in which members look after their organization: settings, members, domains, plan."""
