// Made by `make client` out of the OpenAPI document; not to be changed by hand.

export interface paths {
    "/api/v1/adapters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List installed adapters; why one does not work is told to signed-in people only. */
        get: operations["listAdapters"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/change-email": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give the account the address that the link was sent to, once.
         * @description `POST …/me/email` sends it; the former address gets a mail about the change.
         */
        post: operations["changeEmail"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/forgot-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a link for a new password to the address, if it has an account. */
        post: operations["forgotPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/jwks.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the keys that access tokens verify with (RFC 7517); fetch again hourly. */
        get: operations["getJwks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Exchange the login's cookie for a new one and a new access token.
         * @description Send `Origin` and the login's `X-CSRF-Token`.
         */
        post: operations["refreshLogin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/reset-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Set a new password by the link of the mail, once; every login ends. */
        post: operations["resetPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/sign-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in: an access token in the answer, the refresh token as a cookie. */
        post: operations["signIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/sign-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End the login of this browser. Send `Origin` and the login's `X-CSRF-Token`. */
        post: operations["signOut"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/sign-out-everywhere": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End every login of yours, this one too. */
        post: operations["signOutEverywhere"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/sign-up": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make an account; a mail goes to the address, whoever has it already. */
        post: operations["signUp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/verify-email": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Prove an address by the link of the mail, once. */
        post: operations["verifyEmail"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/verify-email/resend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send the mail of a sign-up again; the wait in between grows. */
        post: operations["resendVerificationMail"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Find upcoming public events; the facets count the whole result. */
        get: operations["searchEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitations/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Become a member with the account that you are signed in to. */
        post: operations["acceptInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitations/accept-with-new-account": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make an account for the invited address and become a member; then sign in. */
        post: operations["acceptInvitationWithNewAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitations/look-up": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Show what the link invites to. */
        post: operations["lookUpInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show yourself; the `ETag` is the version for `If-Match`. */
        get: operations["getMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change your name, language or time zone. */
        patch: operations["updateMe"];
        trace?: never;
    };
    "/api/v1/me/email": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for another address: a link goes to it, and `POST …/auth/change-email` takes it.
         * @description The answer is the same whoever has that address. Until the link is opened, the present
         *     one stays. A wrong `present_password` is counted as at the sign-in.
         */
        post: operations["requestEmailChange"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/favourites": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List your favourites that are shown now, the latest first. */
        get: operations["listMyFavourites"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/followed-organizers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the organizations that you follow, the latest first. */
        get: operations["listMyFollowedOrganizers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/logins": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List where you are signed in, latest use first. */
        get: operations["listMyLogins"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/logins/{login_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                login_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Sign out there; its access token stops working at once. */
        delete: operations["deleteMyLogin"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/organizations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List every organization you may enter, by name; clients of your agencies too. */
        get: operations["listMyOrganizations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set a new password; every other login of yours ends, and a mail tells you.
         * @description This login goes on. A wrong `present_password` is counted as at the sign-in.
         */
        put: operations["setMyPassword"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Create an organization; you become its owner. */
        post: operations["createOrganization"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        /**
         * Show the organization; its `ETag` is the version for `If-Match`.
         * @description Needs the permission `organizations.read`.
         */
        get: operations["getOrganization"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change the organization; an old address name keeps leading here.
         * @description Needs the permission `organizations.manage`.
         */
        patch: operations["updateOrganization"];
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/accounting/exports": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        /**
         * Download the ledger of a period as a table or for DATEV.
         * @description Needs the permission `accounting.export`.
         */
        get: operations["getAccountingExports"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/accounting/settings": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        /**
         * Show under which accounts the books are exported.
         * @description Needs the permission `accounting.read`.
         */
        get: operations["getAccountingSettings"];
        /**
         * Set the accounts for the next exports; `If-Match` guards them.
         * @description Needs the permission `accounting.configure`.
         */
        put: operations["setAccountingSettings"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/agency-links": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        /**
         * List the agencies that act for this organization, or offer to.
         * @description Needs the permission `members.read`.
         */
        get: operations["listAgencyLinks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/agency-links/{link_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                link_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Decline an offer, or show the agency out at once.
         * @description Invitations that it sent and memberships that it granted end too, but for those kept.
         *
         *     Needs the permission `organizations.own`.
         */
        delete: operations["deleteAgencyLink"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/agency-links/{link_id}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                link_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let the agency in with the offered scope.
         * @description Needs the permission `organizations.own`.
         */
        post: operations["acceptAgencyLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/agendas/{agenda_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                agenda_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        /** Show a guest's agenda. */
        get: operations["getAgenda"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/agendas/{agenda_id}/feed": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                agenda_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give a guest's calendar a new address; the old one leads nowhere any more. */
        post: operations["renewAgendaFeed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/agendas/{agenda_id}/feed/{mark}.ics": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                agenda_id: string;
                mark: string;
                organization_id: string;
            };
            cookie?: never;
        };
        /** Give the picked sessions as a calendar. */
        get: operations["getAgendaFeedIcs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/agendas/{agenda_id}/sessions/{session_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                agenda_id: string;
                organization_id: string;
                session_id: string;
            };
            cookie?: never;
        };
        get?: never;
        /** Pick a session; a clash is told, not refused. */
        put: operations["setAgendaSession"];
        post?: never;
        /** Pick it no longer. */
        delete: operations["deleteAgendaSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/audit": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        /**
         * Search the log, the newest first.
         * @description Needs the permission `audit.read`.
         */
        get: operations["listAuditEntries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/buyer-terms": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        /**
         * Show what holds for every event that says nothing else.
         * @description Needs the permission `orders.read`.
         */
        get: operations["getBuyerTerms"];
        /**
         * Say what holds from now on; sold orders keep the better of both. `If-Match` guards it.
         * @description Needs the permission `orders.buyer-terms`.
         */
        put: operations["setBuyerTerms"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/clients": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        /**
         * List the clients of this agency, offers and ended links too.
         * @description Needs the permission `members.read`.
         */
        get: operations["listClients"];
        put?: never;
        /**
         * Offer to act for another organization.
         * @description Needs the permission `clients.manage`.
         */
        post: operations["createClient"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/clients/{link_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                link_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Withdraw an offer, or stop acting for a client at once.
         * @description Needs the permission `clients.manage`.
         */
        delete: operations["deleteClient"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/connections": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        /**
         * List connections; secrets never come back.
         * @description Needs the permission `connections.read`.
         */
        get: operations["listConnections"];
        put?: never;
        /**
         * Configure an adapter.
         * @description Needs the permission `connections.edit`.
         */
        post: operations["createConnection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/connections/{connection_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                connection_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        /**
         * Look at one connection.
         * @description Needs the permission `connections.read`.
         */
        get: operations["getConnection"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change settings and options, rename, switch on or off.
         * @description Needs the permission `connections.edit`.
         */
        patch: operations["updateConnection"];
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/connections/{connection_id}/health": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                connection_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask the provider whether the settings work.
         * @description Needs the permission `connections.edit`.
         */
        post: operations["checkConnection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/event-fields": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        /**
         * Show the organization's own fields of events.
         * @description Needs the permission `events.read`.
         */
        get: operations["getEventFields"];
        /**
         * State all own fields anew; `If-Match` refuses to overwrite somebody else.
         * @description Needs the permission `events.fields`.
         */
        put: operations["setEventFields"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        /**
         * List events, newest first; templates and what is in the bin only when asked for.
         * @description Needs the permission `events.read`.
         */
        get: operations["listEvents"];
        put?: never;
        /**
         * Create a draft.
         * @description Needs the permission `events.write`.
         */
        post: operations["createEvent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/events/{event_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        /**
         * Show an event, with its texts in one language if that is asked for.
         * @description Needs the permission `events.read`.
         */
        get: operations["getEvent"];
        put?: never;
        post?: never;
        /**
         * Put an event into the bin, from where it can be restored.
         * @description Needs the permission `events.publish`.
         */
        delete: operations["deleteEvent"];
        options?: never;
        head?: never;
        /**
         * Change an event; `If-Match` with its version refuses to overwrite somebody else.
         * @description Needs the permission `events.write`.
         */
        patch: operations["updateEvent"];
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/events/{event_id}/{action}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                action: "send-back" | "publish" | "unpublish" | "cancel" | "postpone" | "archive" | "restore";
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take one step of the life cycle; a refusal names the steps that are possible.
         * @description Cancelling and postponing say what becomes of `orders`: kept, refunded, or asked.
         *
         *     Needs the permission `events.publish`.
         */
        post: operations["changeEventState"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/events/{event_id}/access-codes": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        /**
         * List what opens a private event, newest first; the codes themselves are not kept.
         * @description Needs the permission `events.write`.
         */
        get: operations["listEventAccessCodes"];
        put?: never;
        /**
         * Make a code or an invitation; the answer tells it this once.
         * @description Needs the permission `events.write`.
         */
        post: operations["createEventAccessCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/events/{event_id}/access-codes/{code_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code_id: string;
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Let a code open nothing any more.
         * @description Needs the permission `events.write`.
         */
        delete: operations["deleteEventAccessCode"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/events/{event_id}/agenda": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        /** Show the sessions that you picked, and which of them clash. */
        get: operations["getEventAgenda"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/events/{event_id}/agenda/feed": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give your calendar a new address; the old one leads nowhere any more. */
        post: operations["renewEventAgendaFeed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/events/{event_id}/agenda/sessions/{session_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
                session_id: string;
            };
            cookie?: never;
        };
        get?: never;
        /** Pick a session; a clash is told, not refused. */
        put: operations["setEventAgendaSession"];
        post?: never;
        /** Pick it no longer. */
        delete: operations["deleteEventAgendaSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/events/{event_id}/agendas": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begin an agenda; the answer tells its secret. */
        post: operations["createEventAgenda"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/events/{event_id}/attendees": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        /**
         * List who has a ticket for an event, with their answers.
         * @description Needs the permission `orders.read`.
         */
        get: operations["listEventAttendees"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/events/{event_id}/buyer-terms": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        /**
         * Show what holds for an event: its own terms, or its organization's.
         * @description Needs the permission `orders.read`.
         */
        get: operations["getEventBuyerTerms"];
        /**
         * Give an event terms of its own. `If-Match` guards it.
         * @description Needs the permission `orders.buyer-terms`.
         */
        put: operations["setEventBuyerTerms"];
        post?: never;
        /**
         * Let an event follow its organization again.
         * @description Needs the permission `orders.buyer-terms`.
         */
        delete: operations["deleteEventBuyerTerms"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/events/{event_id}/checkin-lists": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        /**
         * List the check-in lists of an event, the default one first.
         * @description Needs the permission `checkin.scan`.
         */
        get: operations["listEventCheckinLists"];
        put?: never;
        /**
         * Set up a list for a gate, a day, some ticket types, or a session with registration.
         * @description Needs the permission `checkin.manage`.
         */
        post: operations["createEventCheckinList"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/events/{event_id}/checkin-lists/{list_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                list_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Rename a list, change whom it admits, open or close it. `If-Match` guards it.
         * @description Needs the permission `checkin.manage`.
         */
        patch: operations["updateEventCheckinList"];
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/events/{event_id}/checkins": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        /**
         * List who came in, the latest first, with entries that were taken back.
         * @description Needs the permission `checkin.scan`.
         */
        get: operations["listEventCheckins"];
        put?: never;
        /**
         * Let the holder of a code in, once, or say why not.
         * @description Needs the permission `checkin.scan`.
         */
        post: operations["createEventCheckin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/events/{event_id}/checkins/{admission_id}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                admission_id: string;
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a check-in back; the ticket admits again.
         * @description Needs the permission `checkin.undo`.
         */
        post: operations["undoEventCheckin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/events/{event_id}/checkins/counts": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        /**
         * Count who came in, by list, ticket type and gate.
         * @description Needs the permission `checkin.scan`.
         */
        get: operations["getEventCheckinsCounts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/events/{event_id}/checkins/stream": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Open a stream of the counts: server-sent events named `checkins`, like `…/counts`.
         * @description Needs the permission `checkin.scan`.
         */
        post: operations["createEventCheckinsStream"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/events/{event_id}/conflicts": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        /**
         * List rooms and speakers that are booked twice at once.
         * @description Needs the permission `events.read`.
         */
        get: operations["listEventConflicts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/events/{event_id}/copies": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a draft or a template of an event (or an event of a template).
         * @description Needs the permission `events.write`.
         */
        post: operations["createEventCopy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/events/{event_id}/favourite": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        get?: never;
        /** Keep an event that you may see. */
        put: operations["setEventFavourite"];
        post?: never;
        /** Keep it no longer. */
        delete: operations["deleteEventFavourite"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/events/{event_id}/feed": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        /** Give the address of the event's calendar; whoever has it reads it. */
        get: operations["getEventFeed"];
        put?: never;
        /**
         * Give the event's calendar a new address; the old one leads nowhere any more.
         * @description Needs the permission `events.write`.
         */
        post: operations["renewEventFeed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/events/{event_id}/feed/{mark}.ics": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                mark: string;
                organization_id: string;
            };
            cookie?: never;
        };
        /** Give the event's programme as a calendar. */
        get: operations["getEventFeedIcs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/events/{event_id}/files": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        /**
         * List an event's files in order, each with a link that lapses.
         * @description Needs the permission `files.read`.
         */
        get: operations["listEventFiles"];
        put?: never;
        /**
         * Give the event a file and say for whom it is.
         * @description Needs the permission `files.write`.
         */
        post: operations["createEventFile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/events/{event_id}/files/{event_file_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_file_id: string;
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Take a file from the event; the file itself stays.
         * @description Needs the permission `files.write`.
         */
        delete: operations["deleteEventFile"];
        options?: never;
        head?: never;
        /**
         * Change for whom a file is, its title or its place.
         * @description Needs the permission `files.write`.
         */
        patch: operations["updateEventFile"];
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/events/{event_id}/form": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        /** Show the questions in one language; `version` is 0 when nothing is asked. */
        get: operations["getEventForm"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/events/{event_id}/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        /**
         * List who was invited, newest first, and what became of it.
         * @description Needs the permission `events.write`.
         */
        get: operations["listEventInvitations"];
        put?: never;
        /**
         * Invite addresses to a private event; each gets a mail with a link of its own.
         * @description Needs the permission `events.write`.
         */
        post: operations["createEventInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/events/{event_id}/invitations/{event_invitation_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                event_invitation_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Withdraw an invitation: its link opens nothing any more.
         * @description Needs the permission `events.write`.
         */
        delete: operations["deleteEventInvitation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/events/{event_id}/invitations/{event_invitation_id}/resend": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                event_invitation_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send an invitation again with a new link; earlier links open nothing any more.
         * @description Needs the permission `events.write`.
         */
        post: operations["resendEventInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/events/{event_id}/offers": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        /** List what a buyer may choose now, and why not what may not be chosen. */
        get: operations["listEventOffers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/events/{event_id}/order-actions": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        /**
         * Show what was decided over the event's orders and how far that has come.
         * @description Needs the permission `events.read`.
         */
        get: operations["listEventOrderActions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/events/{event_id}/payment-plans": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        /**
         * List the payment plans of an event, inactive ones included.
         * @description Needs the permission `orders.read`.
         */
        get: operations["listEventPaymentPlans"];
        put?: never;
        /**
         * Offer a deposit with instalments to the event's buyers.
         * @description Needs the permission `orders.terms`.
         */
        post: operations["createEventPaymentPlan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/events/{event_id}/payment-plans/{plan_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
                plan_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete a plan by which no order was placed.
         * @description Needs the permission `orders.terms`.
         */
        delete: operations["deleteEventPaymentPlan"];
        options?: never;
        head?: never;
        /**
         * Change or switch off a plan; orders keep what they agreed on. `If-Match` guards it.
         * @description Needs the permission `orders.terms`.
         */
        patch: operations["updateEventPaymentPlan"];
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/events/{event_id}/payment-terms": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        /**
         * Show how long a pending payment may keep the event's places.
         * @description Needs the permission `orders.read`.
         */
        get: operations["getEventPaymentTerms"];
        /**
         * Set how long a pending payment may keep places. `If-Match` guards it.
         * @description Needs the permission `orders.terms`.
         */
        put: operations["setEventPaymentTerms"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/events/{event_id}/pools": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        /**
         * List the pools of an event with what is taken.
         * @description Needs the permission `inventory.read`.
         */
        get: operations["listEventPools"];
        put?: never;
        /**
         * Create a pool.
         * @description Needs the permission `inventory.edit`.
         */
        post: operations["createEventPool"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/events/{event_id}/pools/{pool_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
                pool_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete a pool that nothing draws on.
         * @description Needs the permission `inventory.edit`.
         */
        delete: operations["deleteEventPool"];
        options?: never;
        head?: never;
        /**
         * Rename the pool, raise or lower its capacity.
         * @description Needs the permission `inventory.edit`.
         */
        patch: operations["updateEventPool"];
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/events/{event_id}/previewed-shop/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
                token: string;
            };
            cookie?: never;
        };
        /** Show the shop as it is at any instant, drafts included, to who has a link. */
        get: operations["getEventPreviewedShop"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/events/{event_id}/programme": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        /** Show days, rooms, tracks, speakers and sessions in one answer. */
        get: operations["getEventProgramme"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/events/{event_id}/programme.csv": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        /** Give the programme as a table. */
        get: operations["getEventProgrammeCsv"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/events/{event_id}/programme.ics": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        /** Give the programme as a calendar; one that is subscribed to follows changes. */
        get: operations["getEventProgrammeIcs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/events/{event_id}/programme.xml": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        /** Give the programme as schedule XML, without what is called off. */
        get: operations["getEventProgrammeXml"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/events/{event_id}/programme/imports": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        /**
         * List earlier imports with their reports, newest first.
         * @description Needs the permission `events.read`.
         */
        get: operations["listEventProgrammeImports"];
        put?: never;
        /**
         * Import a file; repeating it changes nothing. The answer tells what was not taken.
         * @description Needs the permission `events.write`.
         */
        post: operations["createEventProgrammeImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/events/{event_id}/programme/imports/{import_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                import_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        /**
         * Show the report of an earlier import.
         * @description Needs the permission `events.read`.
         */
        get: operations["getEventProgrammeImport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/events/{event_id}/public-buyer-terms": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        /** Show what buyers may do by themselves, until when, and what comes back. */
        get: operations["getEventPublicBuyerTerms"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/events/{event_id}/public-sponsors": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        /** List sponsors by level, the highest first. */
        get: operations["listEventPublicSponsors"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/events/{event_id}/publish-checklist": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        /**
         * Say what publishing still needs, and what would be good to have.
         * @description Needs the permission `events.read`.
         */
        get: operations["getEventPublishChecklist"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/events/{event_id}/purge": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Delete an event of the bin for good, unless records of purchases name it.
         * @description Needs the permission `events.purge`.
         */
        post: operations["purgeEvent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/events/{event_id}/registration-form": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        /**
         * Show the form in every language.
         * @description Needs the permission `catalog.read`.
         */
        get: operations["getEventRegistrationForm"];
        /**
         * Ask these questions from now on; `If-Match` refuses to overwrite somebody else's.
         * @description Needs the permission `catalog.edit`.
         */
        put: operations["setEventRegistrationForm"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/events/{event_id}/registration-form/preview": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Try answers on the form, or on one that is not saved yet; nothing is kept.
         * @description Needs the permission `catalog.read`.
         */
        post: operations["previewEventRegistrationForm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/events/{event_id}/registration-form/versions": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        /**
         * List every version that was ever asked, newest first.
         * @description Needs the permission `catalog.read`.
         */
        get: operations["listEventRegistrationFormVersions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/events/{event_id}/repeat": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make an event the first of a series; its copies are made in the background.
         * @description Needs the permission `events.write`.
         */
        post: operations["repeatEvent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/events/{event_id}/self-service-links": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        /**
         * List such links of the event, newest first; the secrets are not kept.
         * @description Needs the permission `events.write`.
         */
        get: operations["listEventSelfServiceLinks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/events/{event_id}/self-service-links/{link_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                link_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke a link: from now on it opens nothing.
         * @description Needs the permission `events.write`.
         */
        delete: operations["deleteEventSelfServiceLink"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/events/{event_id}/session-places": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        /**
         * List sessions that take registrations, and how full they are.
         * @description Needs the permission `events.read`.
         */
        get: operations["listEventSessionPlaces"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/events/{event_id}/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        /**
         * List sessions in order of time.
         * @description Needs the permission `events.read`.
         */
        get: operations["listEventSessions"];
        put?: never;
        /**
         * Add a session; the answer warns of rooms and speakers that are booked twice.
         * @description Needs the permission `events.write`.
         */
        post: operations["createEventSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/events/{event_id}/sessions/{session_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
                session_id: string;
            };
            cookie?: never;
        };
        /**
         * Show a session.
         * @description Needs the permission `events.read`.
         */
        get: operations["getEventSession"];
        put?: never;
        post?: never;
        /**
         * Delete a session.
         * @description Needs the permission `events.write`.
         */
        delete: operations["deleteEventSession"];
        options?: never;
        head?: never;
        /**
         * Change a session; speakers and links are replaced as whole lists.
         * @description Needs the permission `events.write`.
         */
        patch: operations["updateEventSession"];
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/events/{event_id}/sessions/{session_id}/registrations": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
                session_id: string;
            };
            cookie?: never;
        };
        /**
         * List the tickets that have a place, in the order of registration.
         * @description Needs the permission `events.read`.
         */
        get: operations["listEventSessionRegistrations"];
        put?: never;
        /** Take a place for a ticket; again changes nothing. */
        post: operations["createEventSessionRegistration"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/events/{event_id}/sessions/{session_id}/registrations/{ticket_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
                session_id: string;
                ticket_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Give the place back. */
        delete: operations["deleteEventSessionRegistration"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/events/{event_id}/share": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        /**
         * Give the address of the event's page to pass on.
         * @description Needs the permission `events.read`.
         */
        get: operations["getEventShare"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/events/{event_id}/share.svg": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        /**
         * Draw the address of the event's page as a QR code.
         * @description Needs the permission `events.read`.
         */
        get: operations["getEventShareSvg"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/events/{event_id}/shop-preview": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        /**
         * Show the shop as it is at any instant, drafts included.
         * @description Needs the permission `events.write`.
         */
        get: operations["getEventShopPreview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/events/{event_id}/shop-previews": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        /**
         * List the links that show the shop at any instant, newest first; not what opens them.
         * @description Needs the permission `events.write`.
         */
        get: operations["listEventShopPreviews"];
        put?: never;
        /**
         * Make such a link for people without an account; the answer tells its token this once.
         * @description Needs the permission `events.write`.
         */
        post: operations["createEventShopPreview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/events/{event_id}/shop-previews/{preview_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
                preview_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Let a link show nothing any more.
         * @description Needs the permission `events.write`.
         */
        delete: operations["deleteEventShopPreview"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/events/{event_id}/speakers": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        /**
         * List speakers by name.
         * @description Needs the permission `events.read`.
         */
        get: operations["listEventSpeakers"];
        put?: never;
        /**
         * Add a speaker.
         * @description Needs the permission `events.write`.
         */
        post: operations["createEventSpeaker"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/events/{event_id}/speakers/{speaker_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
                speaker_id: string;
            };
            cookie?: never;
        };
        /**
         * Show a speaker.
         * @description Needs the permission `events.read`.
         */
        get: operations["getEventSpeaker"];
        put?: never;
        post?: never;
        /**
         * Delete a speaker, from every session as well.
         * @description Needs the permission `events.write`.
         */
        delete: operations["deleteEventSpeaker"];
        options?: never;
        head?: never;
        /**
         * Change a speaker.
         * @description Needs the permission `events.write`.
         */
        patch: operations["updateEventSpeaker"];
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/events/{event_id}/speakers/{speaker_id}/links": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
                speaker_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a link by which a speaker keeps their own part up to date.
         * @description Needs the permission `events.write`.
         */
        post: operations["createEventSpeakerLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/events/{event_id}/speakers/{speaker_id}/merge": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
                speaker_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Merge duplicates into this speaker: their sessions become this one's.
         * @description Needs the permission `events.write`.
         */
        post: operations["mergeEventSpeaker"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/events/{event_id}/sponsor-levels": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        /**
         * List levels, the highest first.
         * @description Needs the permission `events.read`.
         */
        get: operations["listEventSponsorLevels"];
        put?: never;
        /**
         * Add a level below the others.
         * @description Needs the permission `events.write`.
         */
        post: operations["createEventSponsorLevel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/events/{event_id}/sponsor-levels/{level_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                level_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete a level in which no sponsor stands.
         * @description Needs the permission `events.write`.
         */
        delete: operations["deleteEventSponsorLevel"];
        options?: never;
        head?: never;
        /**
         * Rename or move a level.
         * @description Needs the permission `events.write`.
         */
        patch: operations["updateEventSponsorLevel"];
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/events/{event_id}/sponsors": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        /**
         * List sponsors in their order, with whom to write to.
         * @description Needs the permission `events.read`.
         */
        get: operations["listEventSponsors"];
        put?: never;
        /**
         * Add a sponsor.
         * @description Needs the permission `events.write`.
         */
        post: operations["createEventSponsor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/events/{event_id}/sponsors/{sponsor_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
                sponsor_id: string;
            };
            cookie?: never;
        };
        /**
         * Show a sponsor.
         * @description Needs the permission `events.read`.
         */
        get: operations["getEventSponsor"];
        put?: never;
        post?: never;
        /**
         * Delete a sponsor.
         * @description Needs the permission `events.write`.
         */
        delete: operations["deleteEventSponsor"];
        options?: never;
        head?: never;
        /**
         * Change a sponsor.
         * @description Needs the permission `events.write`.
         */
        patch: operations["updateEventSponsor"];
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/events/{event_id}/sponsors/{sponsor_id}/links": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
                sponsor_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a link by which a sponsor sees their own part.
         * @description Needs the permission `events.write`.
         */
        post: operations["createEventSponsorLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/events/{event_id}/submit": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask those who may publish to look at the draft.
         * @description Needs the permission `events.write`.
         */
        post: operations["submitEvent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/events/{event_id}/ticket-keys": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        /**
         * List the public keys that prove this event's ticket codes.
         * @description Needs the permission `tickets.keys`.
         */
        get: operations["listEventTicketKeys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/events/{event_id}/ticket-types": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        /**
         * List the ticket types of an event in their order, hidden and paused ones included.
         * @description Needs the permission `catalog.read`.
         */
        get: operations["listEventTicketTypes"];
        put?: never;
        /**
         * Create a ticket type, an add-on or a bundle.
         * @description Needs the permission `catalog.edit`.
         */
        post: operations["createEventTicketType"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/events/{event_id}/ticket-types/{ticket_type_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
                ticket_type_id: string;
            };
            cookie?: never;
        };
        /**
         * Show a ticket type, also an archived one.
         * @description Needs the permission `catalog.read`.
         */
        get: operations["getEventTicketType"];
        put?: never;
        post?: never;
        /**
         * Delete a ticket type that was never ordered; archive others.
         * @description Needs the permission `catalog.edit`.
         */
        delete: operations["deleteEventTicketType"];
        options?: never;
        head?: never;
        /**
         * Change, pause or archive a ticket type.
         * @description Needs the permission `catalog.edit`.
         */
        patch: operations["updateEventTicketType"];
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/events/{event_id}/ticket-types/{ticket_type_id}/move": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
                ticket_type_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change the order of display: stand behind another ticket type, or first.
         * @description Needs the permission `catalog.edit`.
         */
        post: operations["moveEventTicketType"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/events/{event_id}/tracks": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        /**
         * List tracks in their order.
         * @description Needs the permission `events.read`.
         */
        get: operations["listEventTracks"];
        put?: never;
        /**
         * Add a track.
         * @description Needs the permission `events.write`.
         */
        post: operations["createEventTrack"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/events/{event_id}/tracks/{track_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
                track_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete a track in which no session stands.
         * @description Needs the permission `events.write`.
         */
        delete: operations["deleteEventTrack"];
        options?: never;
        head?: never;
        /**
         * Change a track.
         * @description Needs the permission `events.write`.
         */
        patch: operations["updateEventTrack"];
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/files": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        /**
         * List files, newest first.
         * @description Needs the permission `files.read`.
         */
        get: operations["listFiles"];
        put?: never;
        /**
         * Upload one file as multipart/form-data; images are written anew without metadata.
         * @description Needs the permission `files.write`.
         */
        post: operations["createFile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/files/{file_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                file_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        /**
         * Show what is known of a file.
         * @description Needs the permission `files.read`.
         */
        get: operations["getFile"];
        put?: never;
        post?: never;
        /**
         * Delete a file that nothing shows any more.
         * @description Needs the permission `files.write`.
         */
        delete: operations["deleteFile"];
        options?: never;
        head?: never;
        /**
         * Make a file public or private.
         * @description Needs the permission `files.write`.
         */
        patch: operations["updateFile"];
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/files/{file_id}/content/{signature}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                file_id: string;
                organization_id: string;
                signature: string;
            };
            cookie?: never;
        };
        /** Download a file by a signed address; the answer may lead to the store itself. */
        get: operations["getFileContent"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/files/{file_id}/drawings/{drawing}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                drawing: string;
                file_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        /** Show a public image in another width and format; its address never means another. */
        get: operations["getFileDrawing"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/files/{file_id}/links": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                file_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make an address that gives the file to whoever has it, until it lapses.
         * @description Needs the permission `files.read`.
         */
        post: operations["createFileLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/files/{file_id}/public": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                file_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        /** Show a public file, such as an event's cover. */
        get: operations["getFilePublic"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/files/uploads": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reserve room for a file and say where to send it.
         * @description Needs the permission `files.write`.
         */
        post: operations["createFilesUpload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/files/uploads/{upload_id}/{signature}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
                signature: string;
                upload_id: string;
            };
            cookie?: never;
        };
        get?: never;
        /** Send the content of a planned upload as the body, with the agreed Content-Type. */
        put: operations["setFilesUpload"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/files/uploads/{upload_id}/complete": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
                upload_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Check what was sent and keep it; repeating gives the same file.
         * @description Needs the permission `files.write`.
         */
        post: operations["completeUpload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/files/usage": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        /**
         * Show how much room files, drawings and uploads under way take, of how much.
         * @description Needs the permission `files.read`.
         */
        get: operations["getFilesUsage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/follow": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        get?: never;
        /** Follow an organizer. */
        put: operations["followOrganizer"];
        post?: never;
        /** Follow it no longer. */
        delete: operations["unfollowOrganizer"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/held-tickets/{transfer_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
                transfer_id: string;
            };
            cookie?: never;
        };
        /** Look at a ticket that was passed on to you. */
        get: operations["getHeldTicket"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Correct the name and the answers on it. */
        patch: operations["updateHeldTicket"];
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/held-tickets/{transfer_id}/ticket.ics": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
                transfer_id: string;
            };
            cookie?: never;
        };
        /** Download what a ticket that was passed on to you admits to, for a calendar. */
        get: operations["getHeldTicketTicketIcs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/held-tickets/{transfer_id}/ticket.pdf": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
                transfer_id: string;
            };
            cookie?: never;
        };
        /** Download a ticket that was passed on to you as a PDF. */
        get: operations["getHeldTicketTicketPdf"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/held-tickets/{transfer_id}/transfer": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
                transfer_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Pass it on again. */
        post: operations["createHeldTicketTransfer"];
        /** Take an open offer back. */
        delete: operations["deleteHeldTicketTransfer"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        /**
         * List open invitations, oldest first.
         * @description Needs the permission `members.manage`.
         */
        get: operations["listInvitations"];
        put?: never;
        /**
         * Invite somebody by mail.
         * @description Needs the permission `members.manage`.
         */
        post: operations["createInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/invitations/{invitation_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                invitation_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Take an invitation back; its link stops working.
         * @description Needs the permission `members.manage`.
         */
        delete: operations["deleteInvitation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/invitations/{invitation_id}/resend": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                invitation_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a fresh link with a fresh term; earlier links stop working.
         * @description Needs the permission `members.manage`.
         */
        post: operations["resendInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/invoice-settings": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        /**
         * Show what invoices say of the organization.
         * @description Needs the permission `invoices.read`.
         */
        get: operations["getInvoiceSettings"];
        /**
         * Replace what the next invoices say of the organization; `If-Match` guards them.
         * @description Needs the permission `invoices.configure`.
         */
        put: operations["setInvoiceSettings"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/invoices": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        /**
         * List invoices and credit notes, newest first.
         * @description Needs the permission `invoices.read`.
         */
        get: operations["listInvoices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/invoices/{invoice_id}.pdf": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                invoice_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        /**
         * Download a document; for a business buyer it carries the e-invoice inside.
         * @description Needs the permission `invoices.read`.
         */
        get: operations["getInvoicePdf"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/leave": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End your own membership; the last owner stays.
         * @description Needs the permission `organizations.read`.
         */
        post: operations["leaveOrganization"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/ledger": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        /**
         * Balances by account and currency, and the entries, newest first.
         * @description Needs the permission `payments.read`.
         */
        get: operations["getLedger"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/legal-texts": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        /** List the texts that are in force: terms, privacy policy, imprint. */
        get: operations["listLegalTexts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/legal-texts/{kind}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kind: "terms" | "privacy" | "imprint";
                organization_id: string;
            };
            cookie?: never;
        };
        /** Show the version that is in force; its `ETag` is the number for `If-Match`. */
        get: operations["getLegalText"];
        put?: never;
        post?: never;
        /**
         * Take a text out of force; its versions stay readable.
         * @description Needs the permission `organizations.manage`.
         */
        delete: operations["deleteLegalText"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/legal-texts/{kind}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kind: "terms" | "privacy" | "imprint";
                organization_id: string;
            };
            cookie?: never;
        };
        /** List every version there ever was, the newest first. */
        get: operations["listLegalTextVersions"];
        put?: never;
        /**
         * Publish a version; from now on buyers agree to this one.
         * @description Needs the permission `organizations.manage`.
         */
        post: operations["createLegalTextVersion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/legal-texts/{kind}/versions/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kind: "terms" | "privacy" | "imprint";
                number: number;
                organization_id: string;
            };
            cookie?: never;
        };
        /** Show one version, in force or not. */
        get: operations["getLegalTextVersion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/logo": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        get?: never;
        /**
         * Show a public image of the organization as its logo; `If-Match` is the organization's.
         * @description Needs the permission `organizations.manage`.
         */
        put: operations["setLogo"];
        post?: never;
        /**
         * Take the logo away: pages show the name again.
         * @description Needs the permission `organizations.manage`.
         */
        delete: operations["deleteLogo"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/mails": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        /**
         * List mails (of one order), newest first.
         * @description Needs the permission `notifications.read`.
         */
        get: operations["listMails"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/mails/{mail_id}/resend": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                mail_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a mail about an order once more, to the order's present address.
         * @description Needs the permission `notifications.send`.
         */
        post: operations["resendMail"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/members": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        /**
         * List the members with their names, oldest first.
         * @description Needs the permission `members.read`.
         */
        get: operations["listMembers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/members/{member_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                member_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End a membership at once; the last owner stays.
         * @description Needs the permission `members.manage`.
         */
        delete: operations["deleteMember"];
        options?: never;
        head?: never;
        /**
         * Give a member these rights; only owners make or change owners.
         * @description Needs the permission `members.manage`.
         */
        patch: operations["updateMember"];
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/members/{member_id}/keep": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                member_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Keep a member whom an agency brought: the membership no longer ends with its link.
         * @description Needs the permission `organizations.own`.
         */
        post: operations["keepMember"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/orders": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        /**
         * List orders, newest first.
         * @description Needs the permission `orders.read`.
         */
        get: operations["listOrders"];
        put?: never;
        /** Hold tickets; a complete order for free tickets is confirmed at once. */
        post: operations["createOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/orders/{order_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                order_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        /**
         * Look at an order.
         * @description Needs the permission `orders.read`.
         */
        get: operations["getOrder"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Name buyer and attendees, answer the form; a free order that is complete is confirmed.
         * @description Needs the permission `orders.edit`.
         */
        patch: operations["updateOrder"];
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/orders/{order_id}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                order_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Accept an order under review: its money is collected, then it is confirmed.
         * @description Needs the permission `orders.approve`.
         */
        post: operations["acceptOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/orders/{order_id}/attendees/{attendee_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                attendee_id: string;
                order_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Correct an attendee of a confirmed order; the ticket bears the new name.
         * @description Needs the permission `orders.edit`.
         */
        patch: operations["updateOrderAttendee"];
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/orders/{order_id}/billing": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                order_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        /**
         * Show whom an order is billed to.
         * @description Needs the permission `invoices.read`.
         */
        get: operations["getOrderBilling"];
        put?: never;
        /**
         * Say whom an order is billed to: company, address, tax id. Until the invoice is issued.
         * @description Needs the permission `invoices.issue`.
         */
        post: operations["setOrderBilling"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/orders/{order_id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                order_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel an order that holds no money.
         * @description Needs the permission `orders.edit`.
         */
        post: operations["cancelOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/orders/{order_id}/cancellation": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                order_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        /**
         * Say exactly what would come back for these tickets, or for all without `ticket_id`.
         * @description Needs the permission `orders.read`.
         */
        get: operations["getOrderCancellation"];
        put?: never;
        /**
         * Cancel by the terms of the event, for exactly the amount that was shown.
         * @description Needs the permission `orders.edit`.
         */
        post: operations["cancelOrderTickets"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/orders/{order_id}/decline": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                order_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decline an order under review: it is cancelled and nobody is charged.
         * @description Needs the permission `orders.approve`.
         */
        post: operations["declineOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/orders/{order_id}/files": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                order_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        /**
         * List what was sent, each with a link that lapses after ten minutes.
         * @description Needs the permission `orders.read`.
         */
        get: operations["listOrderFiles"];
        put?: never;
        /**
         * Send one file as multipart/form-data; its `id` is the answer to a question for a file.
         * @description Needs the permission `orders.edit`.
         */
        post: operations["createOrderFile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/orders/{order_id}/files/{file_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                file_id: string;
                order_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Take back a file that no answer names.
         * @description Needs the permission `orders.edit`.
         */
        delete: operations["deleteOrderFile"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/orders/{order_id}/invoices": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                order_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        /**
         * List the invoice of an order and its credit notes.
         * @description Needs the permission `invoices.read`.
         */
        get: operations["listOrderInvoices"];
        put?: never;
        /**
         * Issue the invoice of a confirmed order, or give the one that is there.
         * @description Paid orders get theirs by themselves; this is for free ones.
         *
         *     Needs the permission `invoices.issue`.
         */
        post: operations["createOrderInvoice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/orders/{order_id}/invoices/{invoice_id}.pdf": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                invoice_id: string;
                order_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        /**
         * Download a document of an order, as its buyer or a member.
         * @description Needs the permission `invoices.read`.
         */
        get: operations["getOrderInvoicePdf"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/orders/{order_id}/payment": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                order_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Start paying what is due, or go on with it; the answer says what the buyer does next.
         * @description Needs the permission `orders.edit`.
         */
        post: operations["startOrderPayment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/orders/{order_id}/payment-methods": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                order_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        /**
         * List how an order can be paid, by which plans, and what is under way.
         * @description Needs the permission `orders.read`.
         */
        get: operations["listOrderPaymentMethods"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/orders/{order_id}/refunds": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                order_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Refund in full, or a part; the provider is asked in the background.
         * @description Needs the permission `orders.refund`.
         */
        post: operations["createOrderRefund"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/orders/{order_id}/resend-tickets": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                order_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mail a confirmed order's tickets to its buyer once more, at most every five minutes.
         * @description Needs the permission `notifications.send`.
         */
        post: operations["createOrderResendTicket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/orders/{order_id}/return": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                order_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Have the money back, where buyers were asked; the tickets are void then.
         * @description Needs the permission `orders.edit`.
         */
        post: operations["returnOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/orders/{order_id}/tickets": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                order_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        /**
         * List the tickets of an order with the codes that admit.
         * @description Needs the permission `orders.edit`.
         */
        get: operations["listOrderTickets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/orders/{order_id}/tickets.ics": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                order_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        /**
         * Download what the tickets of an order admit to, for a calendar.
         * @description Needs the permission `orders.edit`.
         */
        get: operations["getOrderTicketsIcs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/orders/{order_id}/tickets.pdf": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                order_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        /**
         * Download the tickets of an order as a PDF.
         * @description Needs the permission `orders.edit`.
         */
        get: operations["getOrderTicketsPdf"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/orders/{order_id}/tickets/{ticket_id}/transfer": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                order_id: string;
                organization_id: string;
                ticket_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Offer a ticket to somebody by mail; it is theirs, with a new code, once they accept.
         * @description Needs the permission `orders.edit`.
         */
        post: operations["createOrderTicketTransfer"];
        /**
         * Take an open offer back.
         * @description Needs the permission `orders.edit`.
         */
        delete: operations["deleteOrderTicketTransfer"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/orders/{order_id}/transfers": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                order_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        /**
         * List offers of the order's tickets, the newest first.
         * @description Needs the permission `orders.read`.
         */
        get: operations["listOrderTransfers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/own-part/speaker": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        /** Show the speaker of the link's secret what is theirs. */
        get: operations["getOwnPartSpeaker"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change biography, titles and links. */
        patch: operations["updateOwnPartSpeaker"];
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/own-part/speaker/photo": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        get?: never;
        /** Take the body as the speaker's photo. */
        put: operations["setOwnPartSpeakerPhoto"];
        post?: never;
        /** Take the photo away. */
        delete: operations["deleteOwnPartSpeakerPhoto"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/own-part/sponsor": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        /** Show the sponsor of the link's secret what is theirs. */
        get: operations["getOwnPartSponsor"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/payment-deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        /**
         * List what providers delivered; `state=dead` is what could not be read.
         * @description Needs the permission `payments.read`.
         */
        get: operations["listPaymentDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/payment-deliveries/{delivery_id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                delivery_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Have a delivery read again; what it tells never counts twice.
         * @description Needs the permission `payments.replay`.
         */
        post: operations["replayPaymentDelivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/payment-statement-lines": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        /**
         * List lines of statements, newest first; `state=unmatched` wait for a person.
         * @description Needs the permission `accounting.import`.
         */
        get: operations["listPaymentStatementLines"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/payment-statement-lines/{line_id}/assign": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                line_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say which payment of the connection an open line is for.
         * @description Needs the permission `accounting.import`.
         */
        post: operations["assignPaymentStatementLine"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/payment-statement-lines/{line_id}/ignore": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                line_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set an open line aside; its text and names are forgotten.
         * @description Needs the permission `accounting.import`.
         */
        post: operations["ignorePaymentStatementLine"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/payment-statements": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import a bank's statement; the same line twice changes nothing.
         * @description Needs the permission `accounting.import`.
         */
        post: operations["createPaymentStatement"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/payments": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        /**
         * List payments, newest first.
         * @description Needs the permission `payments.read`.
         */
        get: operations["listPayments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/payments/{payment_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
                payment_id: string;
            };
            cookie?: never;
        };
        /**
         * Look at a payment, its refunds, what the provider was asked for and what it told.
         * @description Needs the permission `payments.read`.
         */
        get: operations["getPayment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/payments/{payment_id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
                payment_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let a payment that was held count as it is.
         * @description Needs the permission `payments.review`.
         */
        post: operations["approvePayment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/payments/{payment_id}/capture": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
                payment_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Collect an authorized payment, or a part; the provider is asked in the background.
         * @description Needs the permission `payments.collect`.
         */
        post: operations["capturePayment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/payments/{payment_id}/refunds/{refund_id}/sent": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
                payment_id: string;
                refund_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say that a refund was sent at the bank; the buyer's order follows.
         * @description Needs the permission `accounting.import`.
         */
        post: operations["markPaymentRefundSent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/payments/{payment_id}/refuse": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
                payment_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Refuse a payment that was held, for good; what it collected goes back by itself.
         * @description Needs the permission `payments.review`.
         */
        post: operations["refusePayment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/payments/{payment_id}/void": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
                payment_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let go of an authorized or unpaid payment; the provider is asked in the background.
         * @description Needs the permission `payments.collect`.
         */
        post: operations["voidPayment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/payouts": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        /**
         * List payouts, newest first.
         * @description Needs the permission `accounting.read`.
         */
        get: operations["listPayouts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/payouts/{payout_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
                payout_id: string;
            };
            cookie?: never;
        };
        /**
         * Look at a payout, what it carried, and in what that disagrees with our payments.
         * @description Needs the permission `accounting.read`.
         */
        get: operations["getPayout"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/payouts/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Read the report of a connection's provider now; a daily job does so by itself.
         * @description Needs the permission `accounting.reconcile`.
         */
        post: operations["refreshPayouts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/platform-fee": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        /**
         * Look at what the platform takes of payments; its operator sets it.
         * @description Needs the permission `payments.read`.
         */
        get: operations["getPlatformFee"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/public-events/{slug}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
                slug: string;
            };
            cookie?: never;
        };
        /** Show an event in the visitor's language; a former address leads to the present one. */
        get: operations["getPublicEvent"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/public-series/{slug}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
                slug: string;
            };
            cookie?: never;
        };
        /** Show a public series with its public events in order of time. */
        get: operations["getPublicSeries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/public-series/{slug}/passes": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
                slug: string;
            };
            cookie?: never;
        };
        /** List the passes of a public series with what is left of each. */
        get: operations["listPublicSeriesPasses"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/reconciliation-findings": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        /**
         * List findings, newest first; `state=open` wait for a person.
         * @description Needs the permission `accounting.read`.
         */
        get: operations["listReconciliationFindings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/reconciliation-findings/{finding_id}/settle": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                finding_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say that a difference was dealt with, and how.
         * @description Needs the permission `accounting.reconcile`.
         */
        post: operations["settleReconciliationFinding"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/reconciliations": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        /**
         * List reconciliations, newest first.
         * @description Needs the permission `accounting.read`.
         */
        get: operations["listReconciliations"];
        put?: never;
        /**
         * Compare the books now; `repair` mends what is safe and keeps the rest as findings.
         * @description Needs the permission `accounting.reconcile`.
         */
        post: operations["createReconciliation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/series": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        /**
         * List series, newest first.
         * @description Needs the permission `events.read`.
         */
        get: operations["listSeries"];
        put?: never;
        /**
         * Begin a series, to which events are added one by one.
         * @description Needs the permission `events.write`.
         */
        post: operations["createSeries"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/series/{series_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
                series_id: string;
            };
            cookie?: never;
        };
        /**
         * Show a series.
         * @description Needs the permission `events.read`.
         */
        get: operations["getSeries"];
        put?: never;
        post?: never;
        /**
         * Take a series away; its events stay, each by itself.
         * @description Needs the permission `events.write`.
         */
        delete: operations["deleteSeries"];
        options?: never;
        head?: never;
        /**
         * Change what the page of a series shows.
         * @description Needs the permission `events.write`.
         */
        patch: operations["updateSeries"];
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/series/{series_id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
                series_id: string;
            };
            cookie?: never;
        };
        /**
         * List the events of a series in order of time.
         * @description Needs the permission `events.read`.
         */
        get: operations["listSeriesEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/series/{series_id}/events/{event_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
                series_id: string;
            };
            cookie?: never;
        };
        get?: never;
        /**
         * Put an event into a series.
         * @description Needs the permission `events.write`.
         */
        put: operations["setSeriesEvent"];
        post?: never;
        /**
         * Take an event out of a series; it goes on by itself.
         * @description Needs the permission `events.write`.
         */
        delete: operations["deleteSeriesEvent"];
        options?: never;
        head?: never;
        /**
         * Change this event, this and the following, or all; the past is left alone.
         * @description Needs the permission `events.write`.
         */
        patch: operations["updateSeriesEvent"];
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/series/{series_id}/publish": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
                series_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Publish every draft of a series that is ready.
         * @description Needs the permission `events.publish`.
         */
        post: operations["publishSeries"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/series/{series_id}/rule": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
                series_id: string;
            };
            cookie?: never;
        };
        get?: never;
        /**
         * Repeat otherwise from one event on; nothing past, sold or changed by itself goes.
         * @description Needs the permission `events.write`.
         */
        put: operations["setSeriesRule"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/transfers/{transfer_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
                transfer_id: string;
            };
            cookie?: never;
        };
        /** Look at an offer: what, by whom, until when. */
        get: operations["getTransfer"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/transfers/{transfer_id}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
                transfer_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take the ticket over; the code handed out before is dead at once. */
        post: operations["acceptTransfer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/transfers/{transfer_id}/decline": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
                transfer_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say no; the ticket stays where it is. */
        post: operations["declineTransfer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/venues": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        /**
         * List venues by name; archived ones are left out.
         * @description Needs the permission `venues.read`.
         */
        get: operations["listVenues"];
        put?: never;
        /**
         * Add a venue.
         * @description Needs the permission `venues.write`.
         */
        post: operations["createVenue"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/venues/{venue_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
                venue_id: string;
            };
            cookie?: never;
        };
        /**
         * Show a venue.
         * @description Needs the permission `venues.read`.
         */
        get: operations["getVenue"];
        put?: never;
        post?: never;
        /**
         * Archive a venue.
         * @description Needs the permission `venues.write`.
         */
        delete: operations["deleteVenue"];
        options?: never;
        head?: never;
        /**
         * Change a venue; `If-Match` with its version refuses to overwrite somebody else.
         * @description Needs the permission `venues.write`.
         */
        patch: operations["updateVenue"];
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/venues/{venue_id}/rooms": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
                venue_id: string;
            };
            cookie?: never;
        };
        /**
         * List a venue's rooms in their order.
         * @description Needs the permission `venues.read`.
         */
        get: operations["listVenueRooms"];
        put?: never;
        /**
         * Add a room.
         * @description Needs the permission `venues.write`.
         */
        post: operations["createVenueRoom"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/venues/{venue_id}/rooms/{room_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
                room_id: string;
                venue_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete a room in which nothing takes place.
         * @description Needs the permission `venues.write`.
         */
        delete: operations["deleteVenueRoom"];
        options?: never;
        head?: never;
        /**
         * Change a room.
         * @description Needs the permission `venues.write`.
         */
        patch: operations["updateVenueRoom"];
        trace?: never;
    };
    "/hooks/v1/payments/{organization_id}/{connection_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                connection_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a provider's delivery: checked, stored once, worked off afterwards.
         * @description One that is not signed and only names a payment is not stored: the provider is asked.
         */
        post: operations["receivePaymentWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        AccountingAssignmentFields: {
            /** @default null */
            order_number?: string | null;
            /**
             * Format: uuid
             * @default null
             */
            payment_id?: string | null;
        };
        AccountingBookSettings: {
            account_length: number;
            /** @description The number of every account, set or the chart's. */
            accounts: {
                [key: string]: string;
            };
            /** @description 0 while it is not set. */
            adviser_number: number;
            chart: string;
            /** @description 0 while it is not set. */
            client_number: number;
            fiscal_year_month: number;
            is_final: boolean;
            tax_accounts: components["schemas"]["AccountingTaxAccount"][];
            version: number;
        };
        AccountingBookSettingsFields: {
            /** @default 4 */
            account_length?: number;
            /** @description Numbers that differ from the chart's. */
            accounts?: {
                [key: string]: string;
            };
            /** @description Beraternummer */
            adviser_number: number;
            /**
             * @default skr03
             * @enum {string}
             */
            chart?: "skr03" | "skr04";
            /** @description Mandantennummer */
            client_number: number;
            /** @default 1 */
            fiscal_year_month?: number;
            /**
             * @description Festschreibung: the adviser's program locks the bookings.
             * @default false
             */
            is_final?: boolean;
            tax_accounts?: components["schemas"]["AccountingTaxAccountFields"][];
        };
        AccountingDifference: {
            /** Format: uuid */
            connection_id: string | null;
            currency: string;
            expected: number;
            found: number;
            /** @enum {string} */
            kind: "order_paid" | "order_refunded" | "not_confirmed" | "money_without_order" | "kept_too_much" | "return_not_paid" | "refund_refused" | "refund_unanswered" | "tickets" | "stock" | "payment_collected" | "payment_refunded" | "ledger_collected" | "ledger_refunded" | "ledger_fees" | "ledger_disputes" | "ledger_receivable" | "ledger_unbalanced" | "provider_unknown" | "provider_not_told" | "provider_missing" | "provider_amount" | "provider_currency" | "provider_fee" | "report_not_booked";
            /** @description The account, or the provider's object, that it is about. */
            name: string;
            /** Format: uuid */
            order_id: string | null;
            /** Format: uuid */
            payment_id: string | null;
            says: string;
        };
        AccountingFinding: {
            /** Format: uuid */
            connection_id: string | null;
            currency: string;
            expected: number;
            /** Format: date-time */
            first_seen_at: string;
            found: number;
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "order_paid" | "order_refunded" | "not_confirmed" | "money_without_order" | "kept_too_much" | "return_not_paid" | "refund_refused" | "refund_unanswered" | "tickets" | "stock" | "payment_collected" | "payment_refunded" | "ledger_collected" | "ledger_refunded" | "ledger_fees" | "ledger_disputes" | "ledger_receivable" | "ledger_unbalanced" | "provider_unknown" | "provider_not_told" | "provider_missing" | "provider_amount" | "provider_currency" | "provider_fee" | "report_not_booked";
            /** Format: date-time */
            last_seen_at: string;
            /** Format: uuid */
            order_id: string | null;
            /** Format: uuid */
            payment_id: string | null;
            reason: string;
            says: string;
            /** Format: date-time */
            settled_at: string | null;
            settled_by: string;
            /** @enum {string} */
            state: "open" | "settled" | "gone";
            /** @description What it is about, the same in every run. */
            subject: string;
        };
        AccountingFindingPage: {
            items: components["schemas"]["AccountingFinding"][];
            next_cursor: string | null;
        };
        AccountingItem: {
            currency: string;
            difference: ("order_paid" | "order_refunded" | "not_confirmed" | "money_without_order" | "kept_too_much" | "return_not_paid" | "refund_refused" | "refund_unanswered" | "tickets" | "stock" | "payment_collected" | "payment_refunded" | "ledger_collected" | "ledger_refunded" | "ledger_fees" | "ledger_disputes" | "ledger_receivable" | "ledger_unbalanced" | "provider_unknown" | "provider_not_told" | "provider_missing" | "provider_amount" | "provider_currency" | "provider_fee" | "report_not_booked") | null;
            fee_minor: number;
            gross_minor: number;
            kind: string;
            line_id: string;
            net_minor: number;
            object_id: string | null;
            /** Format: date-time */
            occurred_at: string;
            /** Format: uuid */
            payment_id: string | null;
            provider_ref: string | null;
        };
        AccountingPayout: {
            /** @description Negative: taken from the bank. */
            amount_minor: number;
            /** Format: uuid */
            connection_id: string;
            currency: string;
            fee_minor: number;
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            paid_at: string;
            provider_ref: string;
            /** Format: date-time */
            recorded_at: string;
        };
        AccountingPayoutDetails: {
            items: components["schemas"]["AccountingItem"][];
            items_net_minor: number;
            payout: components["schemas"]["AccountingPayout"];
        };
        AccountingPayoutPage: {
            items: components["schemas"]["AccountingPayout"][];
            next_cursor: string | null;
        };
        AccountingReasonFields: {
            reason: string;
        };
        AccountingReconciliationFields: {
            /**
             * @description Ask the provider about every payment first; slow.
             * @default false
             */
            ask_provider?: boolean;
            /** @default false */
            repair?: boolean;
        };
        AccountingRefreshed: {
            /** @description New entries of the ledger. */
            booked: number;
            items: number;
            /** @description New ones. */
            payouts: number;
        };
        AccountingRefreshFields: {
            /** Format: uuid */
            connection_id: string;
            /**
             * Format: date-time
             * @description At most 90 days ago; where it was left without it.
             * @default null
             */
            since?: string | null;
        };
        AccountingReport: {
            asked: number;
            differences: components["schemas"]["AccountingDifference"][];
            /** @description Lines of the providers' reports. */
            items: number;
            orders: number;
            payments: number;
            repaired: number;
        };
        AccountingRun: {
            asked: number;
            /** @description Left after repairing. */
            differences: number;
            /** Format: uuid */
            id: string;
            is_repairing: boolean;
            items: number;
            orders: number;
            payments: number;
            /** Format: date-time */
            ran_at: string;
            repaired: number;
        };
        AccountingRunPage: {
            items: components["schemas"]["AccountingRun"][];
            next_cursor: string | null;
        };
        AccountingSentRefund: {
            amount_minor: number;
            currency: string;
            /** Format: date-time */
            ended_at: string | null;
            error_code: string | null;
            /** Format: uuid */
            id: string;
            reason: string;
            /** Format: date-time */
            requested_at: string;
            state: string;
        };
        AccountingStatementLine: {
            /** @description Money in is positive. */
            amount_minor: number;
            /** Format: date */
            booked_on: string;
            /** Format: uuid */
            connection_id: string;
            currency: string;
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            imported_at: string;
            party: string;
            /** @description Its first and last characters. */
            party_account: string;
            /** Format: uuid */
            payment_id: string | null;
            reason: string;
            /** Format: date-time */
            settled_at: string | null;
            /** @enum {string} */
            state: "unmatched" | "matched" | "applied" | "ignored";
            text: string;
        };
        AccountingStatementLinePage: {
            items: components["schemas"]["AccountingStatementLine"][];
            next_cursor: string | null;
        };
        AccountingStatementReport: {
            is_dry_run: boolean;
            /** @description Told by an earlier statement. */
            known: number;
            lines: number;
            matched: number;
            /** @description Money out that no payment is about; it is not kept. */
            passed_over: number;
            /** @description Money in that a person has to assign. */
            unmatched: number;
            wrong_sums: components["schemas"]["AccountingWrongSum"][];
        };
        AccountingTaxAccount: {
            account: string;
            key: string;
            rate_bp: number;
        };
        AccountingTaxAccountFields: {
            /**
             * @description Of sales of this rate; empty: the account of sales.
             * @default
             */
            account?: string;
            /**
             * @description BU-Schlüssel; empty for accounts that know their tax.
             * @default
             * @example 9
             */
            key?: string;
            /** @description Basis points: 1900 is 19 %. */
            rate_bp: number;
        };
        AccountingWrongSum: {
            asked_minor: number;
            currency: string;
            /** Format: uuid */
            payment_id: string;
            received_currency: string;
            /** @description By this statement. */
            received_minor: number;
        };
        AuditEntry: {
            /** @enum {string} */
            action: "insert" | "update" | "delete";
            actor: string;
            after: {
                [key: string]: unknown;
            } | null;
            /** Format: date-time */
            at: string;
            before: {
                [key: string]: unknown;
            } | null;
            is_sealed: boolean;
            on_behalf_of: string;
            request_id: string;
            /** Format: uuid */
            row_id: string | null;
            seq: number;
            table: string;
        };
        AuditEntryPage: {
            items: components["schemas"]["AuditEntry"][];
            next_cursor: string | null;
        };
        CatalogEvaluation: {
            cleaned: {
                [key: string]: unknown;
            };
            faults: components["schemas"]["CatalogFault"][];
            required: string[];
            visible: string[];
        };
        CatalogFault: {
            code: string;
            pointer: string;
        };
        CatalogFormFields: {
            /**
             * @description The form's own language, to which the others fall back.
             * @default en
             */
            language?: string;
            questions: components["schemas"]["CatalogQuestion"][];
        };
        CatalogFormVersion: {
            /** Format: uuid */
            id: string | null;
            language: string;
            questions: {
                [key: string]: unknown;
            }[];
            /** Format: date-time */
            saved_at: string | null;
            saved_by: string;
            version: number;
        };
        CatalogFormVersionList: {
            items: components["schemas"]["CatalogFormVersion"][];
        };
        CatalogMoveFields: {
            /**
             * Format: uuid
             * @description The ticket type to stand behind; null to stand first.
             */
            after: string | null;
        };
        CatalogOption: {
            label?: {
                [key: string]: string;
            };
            value: string;
        };
        CatalogPartFields: {
            /** @default 1 */
            quantity?: number;
            /** Format: uuid */
            ticket_type_id: string;
        };
        CatalogPassEvent: {
            /** Format: date-time */
            ends_at: string | null;
            /** Format: uuid */
            event_id: string;
            slug: string;
            /** Format: date-time */
            starts_at: string | null;
            state: string;
            time_zone: string;
            title: string;
        };
        CatalogQuestion: {
            decimals?: number;
            help?: {
                [key: string]: string;
            };
            key: string;
            label?: {
                [key: string]: string;
            };
            maximum?: string | null;
            maximum_choices?: number | null;
            maximum_length?: number | null;
            /** @description Number, date or time, as an answer is written. */
            minimum?: string | null;
            minimum_choices?: number | null;
            minimum_length?: number | null;
            options?: components["schemas"]["CatalogOption"][];
            /** @description Signs and classes with numbers: [A-Z]{2}-\d{4} */
            pattern?: string | null;
            /** @description Must be answered if this holds: {question, is, value} over an earlier question, or {all: […]}, {any: […]}, {not: …} of such. `is` is one of answered, equals, in, contains, greater, less, at_least, at_most. */
            require_if?: {
                [key: string]: unknown;
            } | null;
            required?: boolean;
            /** @enum {string} */
            scope?: "order" | "attendee";
            /** @description Asked only if this holds: {question, is, value} over an earlier question, or {all: […]}, {any: […]}, {not: …} of such. `is` is one of answered, equals, in, contains, greater, less, at_least, at_most. */
            show_if?: {
                [key: string]: unknown;
            } | null;
            steps?: number;
            /** @description What people consent to. */
            text?: {
                [key: string]: string;
            };
            text_version?: string;
            /** @description Whom it is asked; everybody without it. */
            ticket_type_ids?: string[] | null;
            /** @enum {string} */
            type: "short_text" | "long_text" | "number" | "single_choice" | "multiple_choice" | "dropdown" | "yes_no" | "date" | "time" | "date_time" | "email" | "phone" | "url" | "country" | "address" | "file" | "consent" | "rating" | "hidden" | "heading";
        };
        CatalogShownForm: {
            questions: components["schemas"]["CatalogShownQuestion"][];
            version: number;
            /** Format: uuid */
            version_id: string | null;
        };
        CatalogShownOption: {
            label: string;
            value: string;
        };
        CatalogShownQuestion: {
            decimals: number;
            help: string;
            key: string;
            label: string;
            maximum: string | null;
            maximum_choices: number | null;
            maximum_length: number | null;
            minimum: string | null;
            minimum_choices: number | null;
            minimum_length: number | null;
            options: components["schemas"]["CatalogShownOption"][];
            pattern: string | null;
            require_if: {
                [key: string]: unknown;
            } | null;
            required: boolean;
            scope: string;
            show_if: {
                [key: string]: unknown;
            } | null;
            steps: number;
            text: string;
            text_version: string;
            ticket_type_ids: string[] | null;
            type: string;
        };
        CatalogTicketType: {
            /** @description The ticket types that an add-on goes with. */
            add_on_to: string[];
            /** @description Of a pass: its events, in order of time. */
            admits_to: components["schemas"]["CatalogPassEvent"][];
            benefits: string[];
            currency: string;
            description: string;
            /** Format: uuid */
            id: string;
            is_hidden: boolean;
            kind: string;
            maximum_per_order: number;
            maximum_per_person: number | null;
            maximum_per_ticket: number | null;
            minimum_per_order: number;
            minimum_price_minor: number;
            name: string;
            /** @description What one bundle contains, or a pass gives. */
            parts: components["schemas"]["InventoryBundlePart"][];
            places: number;
            /** Format: uuid */
            pool_id: string;
            position: number;
            price_minor: number;
            /** Format: date-time */
            sales_end_at: string | null;
            /** Format: date-time */
            sales_start_at: string | null;
            sold_as: string;
            state: string;
            tax_rate_bp: number;
            translations: {
                [key: string]: components["schemas"]["CatalogWording"];
            };
            version: number;
        };
        CatalogTicketTypeChanges: {
            /** @description The ticket types that an add-on goes with. */
            add_on_to?: string[];
            /** @description What comes with it, a line each. */
            benefits?: string[];
            description?: string;
            is_hidden?: boolean;
            maximum_per_order?: number;
            maximum_per_person?: number | null;
            maximum_per_ticket?: number;
            minimum_per_order?: number;
            minimum_price_minor?: number;
            name?: string;
            /** @description What one bundle contains; of a pass, a ticket type of each event. */
            parts?: components["schemas"]["CatalogPartFields"][];
            places?: number;
            /**
             * Format: uuid
             * @description What is sold from now on draws on it; what was sold stays.
             */
            pool_id?: string;
            position?: number;
            price_minor?: number;
            /** Format: date-time */
            sales_end_at?: string | null;
            /** Format: date-time */
            sales_start_at?: string | null;
            /** @enum {string} */
            state?: "on_sale" | "paused" | "archived";
            tax_rate_bp?: number;
            translations?: {
                [key: string]: components["schemas"]["CatalogWordingFields"];
            };
        };
        CatalogTicketTypeFields: {
            /** @description The ticket types that an add-on goes with. */
            add_on_to?: string[];
            /** @description What comes with it, a line each. */
            benefits?: string[];
            currency: string;
            /** @default  */
            description?: string;
            /** @default false */
            is_hidden?: boolean;
            /**
             * @default paid
             * @enum {string}
             */
            kind?: "free" | "paid" | "donation";
            /** @default 10 */
            maximum_per_order?: number;
            /** @default null */
            maximum_per_person?: number | null;
            /**
             * @description Of an add-on: how many for each ticket it goes with.
             * @default null
             */
            maximum_per_ticket?: number | null;
            /** @default 1 */
            minimum_per_order?: number;
            /**
             * @description The least of a donation, minor units.
             * @default 0
             */
            minimum_price_minor?: number;
            name: string;
            /** @description What one bundle contains; of a pass, a ticket type of each event. */
            parts?: components["schemas"]["CatalogPartFields"][];
            /**
             * @description Attendees of one unit: 8 for a table of eight.
             * @default null
             */
            places?: number | null;
            /**
             * Format: uuid
             * @description Needed, except of a bundle or a pass without a limit of its own.
             * @default null
             */
            pool_id?: string | null;
            /**
             * @description Minor units, tax included; what we suggest of a donation.
             * @default 0
             */
            price_minor?: number;
            /**
             * Format: date-time
             * @default null
             */
            sales_end_at?: string | null;
            /**
             * Format: date-time
             * @default null
             */
            sales_start_at?: string | null;
            /**
             * @default ticket
             * @enum {string}
             */
            sold_as?: "ticket" | "add_on" | "bundle" | "pass";
            /**
             * @description Tax rate in basis points: 1900 is 19 %.
             * @default 0
             */
            tax_rate_bp?: number;
            translations?: {
                [key: string]: components["schemas"]["CatalogWordingFields"];
            };
        };
        CatalogTicketTypeList: {
            items: components["schemas"]["CatalogTicketType"][];
        };
        CatalogTrialFields: {
            answers: {
                [key: string]: unknown;
            };
            /**
             * @description A form that is not saved yet; the present one without it.
             * @default null
             */
            form?: components["schemas"]["CatalogFormFields"] | null;
            /**
             * @default attendee
             * @enum {string}
             */
            scope?: "order" | "attendee";
            ticket_type_ids?: string[];
        };
        CatalogWording: {
            benefits: string[];
            description: string;
            name: string;
        };
        CatalogWordingFields: {
            /** @description What comes with it, a line each. */
            benefits?: string[];
            /** @default  */
            description?: string;
            /** @default  */
            name?: string;
        };
        CheckinAdmission: {
            /** Format: date-time */
            admitted_at: string;
            attendee_name: string;
            device: string;
            gate: string;
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            list_id: string;
            /** @enum {string} */
            method: "scan" | "code";
            /** Format: uuid */
            ticket_id: string;
            /** Format: uuid */
            ticket_type_id: string;
            undo_reason: string | null;
            /**
             * Format: date-time
             * @description When it was taken back; the ticket admits again.
             */
            undone_at: string | null;
        };
        CheckinAdmissionPage: {
            items: components["schemas"]["CheckinAdmission"][];
            next_cursor: string | null;
        };
        CheckinCount: {
            entries: number;
            gate: string;
            people: number;
            /** Format: uuid */
            ticket_type_id: string;
        };
        CheckinFigures: {
            lists: components["schemas"]["CheckinListCount"][];
            valid: components["schemas"]["CheckinValid"][];
        };
        CheckinList: {
            /** Format: date-time */
            closes_at: string | null;
            /** Format: uuid */
            id: string;
            is_default: boolean;
            name: string;
            once_per: string;
            /** Format: date-time */
            opens_at: string | null;
            /** @enum {string} */
            scope: "event" | "session";
            /**
             * Format: uuid
             * @description Empty with scope `session`: the session is gone, nobody enters
             */
            session_id: string | null;
            ticket_type_ids: string[] | null;
            time_zone: string;
            version: number;
        };
        CheckinListCount: {
            entries: number;
            /** Format: uuid */
            list_id: string;
            name: string;
            parts: components["schemas"]["CheckinCount"][];
            /** @description Whom a session expects; of other lists empty */
            registered: number | null;
            /** Format: uuid */
            session_id: string | null;
        };
        CheckinLists: {
            items: components["schemas"]["CheckinList"][];
        };
        CheckinListUpdate: {
            /**
             * Format: date-time
             * @description An instant that has passed closes the list.
             */
            closes_at?: string | null;
            name?: string;
            /** Format: date-time */
            opens_at?: string | null;
            ticket_type_ids?: string[] | null;
        };
        CheckinNewListFields: {
            /**
             * Format: date-time
             * @default null
             */
            closes_at?: string | null;
            name: string;
            /**
             * @default event
             * @enum {string}
             */
            once_per?: "event" | "day";
            /**
             * Format: date-time
             * @default null
             */
            opens_at?: string | null;
            /**
             * Format: uuid
             * @description Admits who is registered for this session, and nobody else
             * @default null
             */
            session_id?: string | null;
            /** @default null */
            ticket_type_ids?: string[] | null;
        };
        CheckinScanFields: {
            /** @description The text of the QR code, or the short code typed by hand. */
            code: string;
            /** @default  */
            device?: string;
            /** @default  */
            gate?: string;
            /**
             * Format: uuid
             * @description Left out: the event's default list.
             * @default null
             */
            list_id?: string | null;
            /**
             * @description Your own id of this scan: sent again, it is answered the same.
             * @default null
             */
            scan_id?: string | null;
        };
        CheckinStream: {
            /** Format: date-time */
            expires_at: string;
            /** @description Listen here with EventSource: it needs no header. Keep it secret. */
            url: string;
        };
        CheckinUndoFields: {
            reason: string;
        };
        CheckinValid: {
            /** Format: uuid */
            ticket_type_id: string;
            tickets: number;
        };
        CheckinVerdict: {
            /** Format: uuid */
            admission_id: string | null;
            /**
             * Format: date-time
             * @description When the ticket first came in.
             */
            admitted_at: string | null;
            attendee_name: string | null;
            /** Format: date-time */
            closes_at: string | null;
            /** @description Where it first came in. */
            gate: string | null;
            /** Format: uuid */
            list_id: string | null;
            /** Format: date-time */
            opens_at: string | null;
            /** @enum {string} */
            reason: "admitted" | "already_admitted" | "malformed" | "unknown_key" | "forged" | "wrong_event" | "unknown_ticket" | "refunded" | "void" | "transferred" | "wrong_list" | "not_registered" | "session_cancelled" | "session_full" | "not_yet" | "over";
            scan_id: string | null;
            ticket_type: string | null;
            /** @enum {string} */
            verdict: "admitted" | "refused";
        };
        ConnectionsAdapterList: {
            items: {
                [key: string]: unknown;
            }[];
        };
        ConnectionsConnection: {
            adapter_key: string;
            /** Format: date-time */
            checked_at: string | null;
            /**
             * @description `open`: it failed again and again and rests. `missing`: its adapter is not installed, or quarantined.
             * @enum {string}
             */
            circuit: "closed" | "open" | "half-open" | "missing";
            collects: string;
            countries: string[];
            currencies: string[];
            health_detail: string;
            /** Format: uuid */
            id: string;
            is_healthy: boolean | null;
            kind: string;
            mode: string;
            name: string;
            position: number;
            secrets_set: string[];
            settings: {
                [key: string]: unknown;
            };
            state: string;
            version: number;
        };
        ConnectionsConnectionChanges: {
            name?: string;
            options?: components["schemas"]["ConnectionsOptionFields"];
            /** @enum {string} */
            state?: "active" | "disabled";
            values?: {
                [key: string]: unknown;
            };
        };
        ConnectionsConnectionFields: {
            adapter_key: string;
            /** @enum {string} */
            kind: "payments" | "sms" | "email" | "calendar" | "push" | "chat" | "storage" | "search" | "crm" | "challenge";
            /**
             * @default test
             * @enum {string}
             */
            mode?: "test" | "live";
            name: string;
            options?: components["schemas"]["ConnectionsOptionFields"];
            /** @description The adapter's settings; see /api/v1/adapters for its schema. */
            values: {
                [key: string]: unknown;
            };
        };
        ConnectionsConnectionList: {
            items: components["schemas"]["ConnectionsConnection"][];
        };
        ConnectionsOptionFields: {
            /**
             * @description `by_hand`: money is authorized and collected later.
             * @enum {string}
             */
            collects?: "at_once" | "by_hand";
            /** @description Of buyers that it is offered to (ISO 3166); empty: all. */
            countries?: string[];
            /** @description That it is offered for (ISO 4217); empty: all. */
            currencies?: string[];
            /** @description Its place among the connections of its kind. */
            position?: number;
        };
        DiscoveryFacet: {
            count: number;
            value: string;
        };
        DiscoveryPublicEvent: {
            category: string;
            currency: string | null;
            /** Format: date-time */
            ends_at: string;
            /** Format: uuid */
            id: string;
            kind: string;
            language: string;
            organization: components["schemas"]["DiscoveryPublicOrganization"];
            place: string;
            price_minor: number | null;
            slug: string;
            /** Format: date-time */
            starts_at: string;
            state: string;
            summary: string;
            tags: string[];
            time_zone: string;
            title: string;
        };
        DiscoveryPublicEventPage: {
            categories: components["schemas"]["DiscoveryFacet"][];
            items: components["schemas"]["DiscoveryPublicEvent"][];
            kinds: components["schemas"]["DiscoveryFacet"][];
            next_cursor: string | null;
        };
        DiscoveryPublicOrganization: {
            /** Format: uuid */
            id: string;
            name: string;
            slug: string;
        };
        EventsAccessCode: {
            /** Format: date-time */
            created_at: string;
            email: string | null;
            /** Format: date-time */
            expires_at: string | null;
            /** Format: uuid */
            id: string;
            label: string;
            /** Format: date-time */
            revoked_at: string | null;
        };
        EventsAccessCodeList: {
            items: components["schemas"]["EventsAccessCode"][];
        };
        EventsAgenda: {
            clashes: components["schemas"]["EventsConflict"][];
            /** Format: uuid */
            event_id: string;
            /** @description A calendar to subscribe to; keep the address to yourself */
            feed_url: string;
            /** Format: uuid */
            id: string;
            sessions: components["schemas"]["EventsSession"][];
        };
        EventsCheckList: {
            advice: components["schemas"]["EventsMissing"][];
            missing: components["schemas"]["EventsMissing"][];
        };
        EventsConflict: {
            /** Format: uuid */
            first_session_id: string;
            /** @enum {string} */
            kind: "room" | "speaker";
            /** Format: uuid */
            resource_id: string;
            /** Format: uuid */
            second_session_id: string;
        };
        EventsConflictList: {
            items: components["schemas"]["EventsConflict"][];
            next_cursor: string | null;
        };
        EventsCustomField: {
            choices: string[];
            help: string;
            is_public: boolean;
            is_required: boolean;
            key: string;
            label: string;
            type: string;
        };
        EventsCustomFieldFields: {
            choices?: string[];
            help?: string;
            is_public?: boolean;
            is_required?: boolean;
            key: string;
            label: string;
            /** @enum {unknown} */
            type: "text" | "number" | "yes_no" | "choice" | "date" | "address";
        };
        EventsEvent: {
            category: string;
            contact_email: string | null;
            contact_name: string;
            contact_phone: string;
            /** Format: uuid */
            cover_file_id: string | null;
            /** Format: date-time */
            created_at: string;
            custom: {
                [key: string]: unknown;
            };
            description: string;
            /** Format: date-time */
            ends_at: string | null;
            /** Format: date-time-local */
            ends_local: string | null;
            /** Format: uuid */
            id: string;
            is_detached: boolean;
            is_template: boolean;
            /** @enum {unknown} */
            kind: "in_person" | "online" | "hybrid";
            language: string;
            location: components["schemas"]["EventsLocation"] | null;
            /** Format: date-time-local */
            occurrence_local: string | null;
            online_url: string | null;
            /** Format: date-time */
            published_at: string | null;
            /** Format: uuid */
            series_id: string | null;
            slug: string;
            /** Format: date-time */
            starts_at: string | null;
            /** Format: date-time-local */
            starts_local: string | null;
            /** @enum {unknown} */
            state: "draft" | "review" | "published" | "live" | "ended" | "cancelled" | "postponed" | "archived" | "deleted";
            state_reason: string;
            summary: string;
            tags: string[];
            time_zone: string;
            title: string;
            translations: {
                [key: string]: components["schemas"]["EventsTexts"];
            };
            /** Format: date-time */
            updated_at: string;
            /** Format: uuid */
            venue_id: string | null;
            version: number;
            /** @enum {unknown} */
            visibility: "public" | "unlisted" | "private";
        };
        EventsEventChange: {
            category?: string;
            /** Format: email */
            contact_email?: string | null;
            contact_name?: string;
            contact_phone?: string;
            /** Format: uuid */
            cover_file_id?: string | null;
            /** @description Values of the organization's own fields, replaced as a whole */
            custom?: {
                [key: string]: unknown;
            };
            /** @description HTML or plain text */
            description?: string;
            /** Format: date-time */
            ends_at?: string | null;
            /** @enum {unknown} */
            kind?: "in_person" | "online" | "hybrid";
            language?: string;
            location?: components["schemas"]["EventsLocationFields"] | null;
            /** Format: url */
            online_url?: string | null;
            slug?: string;
            /**
             * Format: date-time
             * @description Without an offset it is local time in `time_zone`
             */
            starts_at?: string | null;
            summary?: string;
            tags?: string[];
            /** @description IANA name, such as Europe/Brussels */
            time_zone?: string;
            title?: string;
            /** @description Texts by language besides `language`, replaced as a whole */
            translations?: {
                [key: string]: components["schemas"]["EventsTextsFields"];
            };
            /** Format: uuid */
            venue_id?: string | null;
            /** @enum {unknown} */
            visibility?: "public" | "unlisted" | "private";
        };
        EventsEventInvitation: {
            /** Format: date-time */
            asked_at: string;
            /** Format: date-time */
            created_at: string;
            email: string;
            /** Format: date-time */
            expires_at: string | null;
            /** Format: uuid */
            id: string;
            locale: string;
            /**
             * Format: date-time
             * @description When the last mail left; empty while it is on its way
             */
            mailed_at: string | null;
            name: string;
            /**
             * Format: date-time
             * @description When a link first opened the event, by a person or a mail scanner
             */
            opened_at: string | null;
            /** @description How often a mail was asked for */
            sent: number;
            /** @enum {unknown} */
            state: "invited" | "opened" | "withdrawn" | "expired";
            /** Format: date-time */
            withdrawn_at: string | null;
        };
        EventsEventInvitationPage: {
            items: components["schemas"]["EventsEventInvitation"][];
            next_cursor: string | null;
        };
        EventsEventPage: {
            items: components["schemas"]["EventsEvent"][];
            next_cursor: string | null;
        };
        EventsFavourite: {
            event: components["schemas"]["EventsPublicEvent"];
            /** Format: uuid */
            organization_id: string;
            /** Format: date-time */
            since: string;
        };
        EventsFavouriteList: {
            items: components["schemas"]["EventsFavourite"][];
        };
        EventsFeed: {
            /** @description A calendar to subscribe to; whoever has the address reads it */
            url: string;
        };
        EventsFieldSchema: {
            fields: components["schemas"]["EventsCustomField"][];
            version: number;
        };
        EventsFieldSchemaChange: {
            fields: components["schemas"]["EventsCustomFieldFields"][];
        };
        EventsFollowed: {
            name: string;
            /** Format: uuid */
            organization_id: string;
            /** Format: date-time */
            since: string;
            slug: string;
        };
        EventsFollowedList: {
            items: components["schemas"]["EventsFollowed"][];
        };
        EventsGuestAgenda: {
            agenda: components["schemas"]["EventsAgenda"];
            /** @description The only key to it */
            secret: string;
        };
        EventsImportChange: {
            /** @enum {unknown} */
            change: "created" | "updated" | "cancelled" | "removed";
            /** @enum {string} */
            kind: "session" | "speaker";
            name: string;
            source_key: string;
        };
        EventsImportPage: {
            items: components["schemas"]["EventsImportReport"][];
            next_cursor: string | null;
        };
        EventsImportReport: {
            changes: components["schemas"]["EventsImportChange"][];
            changes_left_out: number;
            counts: {
                [key: string]: number;
            };
            /** Format: uuid */
            event_id: string;
            /** @enum {unknown} */
            format: "xml" | "csv" | "ics";
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            imported_at: string;
            is_dry_run: boolean;
            problems: components["schemas"]["EventsProblem"][];
            problems_left_out: number;
            sessions: components["schemas"]["EventsTally"];
            speakers: components["schemas"]["EventsTally"];
            time_zone: string | null;
            vanished: components["schemas"]["EventsVanished"][];
        };
        EventsInvited: {
            invited: components["schemas"]["EventsEventInvitation"][];
            /** @description Who was invited before; no mail was sent to them */
            known: components["schemas"]["EventsEventInvitation"][];
        };
        EventsInvitee: {
            email: string;
            /** @default  */
            name?: string;
        };
        EventsLeftAlone: {
            /** Format: uuid */
            event_id: string;
            /** @enum {unknown} */
            reason: "past" | "changed_by_itself" | "sold";
        };
        EventsLink: {
            /** Format: url */
            href: string;
            title: string;
        };
        EventsLocation: {
            city: string;
            country: string | null;
            latitude: number | null;
            longitude: number | null;
            name: string;
            postal_code: string;
            region: string;
            street: string;
        };
        EventsLocationFields: {
            city?: string;
            country?: string | null;
            latitude?: number | null;
            longitude?: number | null;
            name?: string;
            postal_code?: string;
            region?: string;
            street?: string;
        };
        EventsMadeAccessCode: {
            access: components["schemas"]["EventsAccessCode"];
            /** @description Told this once */
            code: string;
            url: string;
        };
        EventsMadeSelfServiceLink: {
            link: components["schemas"]["EventsSelfServiceLink"];
            /** @description Told this once */
            secret: string;
            url: string;
        };
        EventsMerge: {
            duplicate_ids: string[];
        };
        EventsMissing: {
            code: string;
            detail: string;
            pointer: string;
        };
        EventsNewAccessCode: {
            /** @description Drawn at random if left out */
            code?: string;
            /** Format: email */
            email?: string | null;
            /** Format: date-time */
            expires_at?: string | null;
            label?: string;
        };
        EventsNewCopy: {
            as_template?: boolean;
            /** @description What to take along besides the details; everything if left out */
            parts?: ("programme" | "speakers" | "tickets" | "forms" | "files" | "sponsors")[];
            slug?: string;
            /**
             * Format: date-time
             * @description All times move along; left out, the dates stay as they are
             */
            starts_at?: string | null;
            title?: string;
        };
        EventsNewEvent: {
            category?: string;
            /** Format: email */
            contact_email?: string | null;
            contact_name?: string;
            contact_phone?: string;
            /** Format: uuid */
            cover_file_id?: string | null;
            /** @description Values of the organization's own fields, replaced as a whole */
            custom?: {
                [key: string]: unknown;
            };
            /** @description HTML or plain text */
            description?: string;
            /** Format: date-time */
            ends_at?: string | null;
            /** @description Never public; copied into events */
            is_template?: boolean;
            /** @enum {unknown} */
            kind?: "in_person" | "online" | "hybrid";
            language?: string;
            location?: components["schemas"]["EventsLocationFields"] | null;
            /** Format: url */
            online_url?: string | null;
            slug?: string;
            /**
             * Format: date-time
             * @description Without an offset it is local time in `time_zone`
             */
            starts_at?: string | null;
            summary?: string;
            tags?: string[];
            /** @description IANA name, such as Europe/Brussels */
            time_zone?: string;
            title: string;
            /** @description Texts by language besides `language`, replaced as a whole */
            translations?: {
                [key: string]: components["schemas"]["EventsTextsFields"];
            };
            /** Format: uuid */
            venue_id?: string | null;
            /** @enum {unknown} */
            visibility?: "public" | "unlisted" | "private";
        };
        EventsNewEventInvitations: {
            /**
             * Format: date-time
             * @description When the links open nothing any more; left out: never
             * @default null
             */
            expires_at?: string | null;
            guests: components["schemas"]["EventsInvitee"][];
            /**
             * @description The language of the mail
             * @default en
             */
            locale?: string;
        };
        EventsNewLink: {
            /**
             * @description How long it works
             * @default 90
             */
            days?: number;
        };
        EventsNewSeries: {
            /** Format: uuid */
            cover_file_id?: string | null;
            /** @description HTML or plain text */
            description?: string;
            is_public?: boolean;
            slug?: string;
            summary?: string;
            title: string;
        };
        EventsNewSession: {
            abstract?: string;
            attachments?: components["schemas"]["EventsLink"][];
            capacity?: number | null;
            description?: string;
            /** Format: date-time */
            ends_at: string;
            kind?: string;
            language?: string | null;
            links?: components["schemas"]["EventsLink"][];
            /** @description Ticket holders register for it besides; it needs a capacity */
            needs_registration?: boolean;
            /** Format: uuid */
            room_id?: string | null;
            speaker_ids?: string[];
            /** @description Such as `moderator`, one for each of `speaker_ids` */
            speaker_roles?: string[];
            /** Format: date-time */
            starts_at: string;
            /** @enum {unknown} */
            state?: "scheduled" | "cancelled";
            subtitle?: string;
            tags?: string[];
            title: string;
            /** Format: uuid */
            track_id?: string | null;
            /** Format: url */
            url?: string | null;
        };
        EventsNewSpeaker: {
            biography?: string;
            company?: string;
            /** Format: email */
            email?: string | null;
            links?: components["schemas"]["EventsLink"][];
            name: string;
            /** Format: uuid */
            photo_file_id?: string | null;
            professional_title?: string;
        };
        EventsNewSponsor: {
            /** Format: email */
            contact_email?: string | null;
            contact_name?: string;
            description?: string;
            is_public?: boolean;
            /** Format: uuid */
            level_id?: string | null;
            /** Format: uuid */
            logo_file_id?: string | null;
            name: string;
            position?: number;
            /** Format: url */
            url?: string | null;
        };
        EventsNewSponsorLevel: {
            name: string;
        };
        EventsNewTrack: {
            /** @default null */
            colour?: string | null;
            name: string;
        };
        EventsOccurrenceChange: {
            changes: components["schemas"]["EventsEventChange"];
            /**
             * @description Also move events with sold places, and tell their buyers
             * @default false
             */
            confirm?: boolean;
            /** @enum {unknown} */
            scope: "one" | "following" | "all";
        };
        EventsOrderAction: {
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            done_at: string | null;
            failed: number;
            handled: number;
            /** Format: uuid */
            id: string;
            /** @enum {unknown} */
            orders: "keep" | "refund" | "ask";
            reason: string;
            /** @enum {unknown} */
            step: "cancel" | "postpone" | "move";
            total: number;
        };
        EventsOrderActionList: {
            items: components["schemas"]["EventsOrderAction"][];
        };
        EventsOwnEvent: {
            /** Format: date-time */
            ends_at: string | null;
            /** Format: uuid */
            id: string;
            page_url: string;
            /** Format: date-time */
            starts_at: string | null;
            time_zone: string;
            title: string;
        };
        EventsOwnPartChange: {
            biography?: string;
            company?: string;
            links?: components["schemas"]["EventsLink"][];
            professional_title?: string;
        };
        EventsOwnSession: {
            role: string;
            room: string;
            session: components["schemas"]["EventsSession"];
        };
        EventsPlaces: {
            capacity: number | null;
            is_registered: boolean;
            /** Format: uuid */
            session_id: string;
            taken: number;
        };
        EventsPlacesList: {
            items: components["schemas"]["EventsPlaces"][];
            next_cursor: string | null;
        };
        EventsProblem: {
            detail: string;
            /** @enum {unknown} */
            effect: "skipped" | "changed" | "noted";
            line: number;
            place: string;
            reason: string;
            value: string;
        };
        EventsProgramme: {
            days: string[];
            /** Format: uuid */
            event_id: string;
            rooms: components["schemas"]["EventsRoom"][];
            sessions: components["schemas"]["EventsSession"][];
            speakers: components["schemas"]["EventsPublicSpeaker"][];
            time_zone: string;
            title: string;
            tracks: components["schemas"]["EventsTrack"][];
        };
        EventsPublicEvent: {
            category: string;
            contact_email: string | null;
            contact_name: string;
            contact_phone: string;
            /** Format: uuid */
            cover_file_id: string | null;
            description: string;
            /** Format: date-time */
            ends_at: string | null;
            /** Format: date-time-local */
            ends_local: string | null;
            fields: components["schemas"]["EventsShownField"][];
            /** Format: uuid */
            id: string;
            /** @enum {unknown} */
            kind: "in_person" | "online" | "hybrid";
            language: string;
            languages: string[];
            location: components["schemas"]["EventsLocation"] | null;
            page_url: string;
            /** Format: uuid */
            series_id: string | null;
            slug: string;
            /** Format: date-time */
            starts_at: string | null;
            /** Format: date-time-local */
            starts_local: string | null;
            /** @enum {unknown} */
            state: "draft" | "review" | "published" | "live" | "ended" | "cancelled" | "postponed" | "archived" | "deleted";
            state_reason: string;
            summary: string;
            tags: string[];
            time_zone: string;
            title: string;
            version: number;
            /** @enum {unknown} */
            visibility: "public" | "unlisted" | "private";
        };
        EventsPublicSeries: {
            /** Format: uuid */
            cover_file_id: string | null;
            description: string;
            events: components["schemas"]["EventsPublicSeriesEvent"][];
            /** Format: uuid */
            id: string;
            slug: string;
            summary: string;
            title: string;
        };
        EventsPublicSeriesEvent: {
            /** Format: date-time */
            ends_at: string | null;
            /** Format: uuid */
            id: string;
            slug: string;
            /** Format: date-time */
            starts_at: string | null;
            state: string;
            summary: string;
            time_zone: string;
            title: string;
        };
        EventsPublicSpeaker: {
            biography: string;
            company: string;
            /** Format: uuid */
            id: string;
            links: components["schemas"]["EventsStoredLink"][];
            name: string;
            /** Format: uuid */
            photo_file_id: string | null;
            professional_title: string;
        };
        EventsPublicSponsor: {
            description: string;
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            logo_file_id: string | null;
            name: string;
            url: string | null;
        };
        EventsPublicSponsors: {
            items: components["schemas"]["EventsSponsorsOfLevel"][];
            next_cursor: string | null;
        };
        EventsRegisteredTicket: {
            /** Format: uuid */
            ticket_id: string;
        };
        EventsRegistration: {
            /** Format: uuid */
            ticket_id: string;
        };
        EventsRepetition: {
            added_times?: string[];
            left_out_times?: string[];
            /** @description RRULE of RFC 5545, such as FREQ=WEEKLY;BYDAY=TU;COUNT=10 */
            rule: string;
        };
        EventsRoom: {
            capacity: number | null;
            /** Format: uuid */
            id: string;
            name: string;
            slug: string;
        };
        EventsRuleChange: {
            added_times?: string[];
            /** @default false */
            confirm?: boolean;
            /** Format: uuid */
            from_event_id: string;
            left_out_times?: string[];
            /** @description RRULE of RFC 5545, such as FREQ=WEEKLY;BYDAY=TU;COUNT=10 */
            rule: string;
        };
        EventsSelfServiceLink: {
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            event_id: string;
            /** Format: date-time */
            expires_at: string;
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            revoked_at: string | null;
            /** Format: uuid */
            speaker_id: string | null;
            /** Format: uuid */
            sponsor_id: string | null;
        };
        EventsSelfServiceLinkList: {
            items: components["schemas"]["EventsSelfServiceLink"][];
            next_cursor: string | null;
        };
        EventsSeries: {
            added_times: string[];
            /** Format: uuid */
            cover_file_id: string | null;
            /** Format: date-time */
            created_at: string;
            description: string;
            /** Format: uuid */
            id: string;
            /** @description False while occurrences are being made */
            is_complete: boolean;
            is_public: boolean;
            left_out_times: string[];
            rule: string | null;
            slug: string;
            /** Format: date-time-local */
            starts_local: string | null;
            summary: string;
            time_zone: string;
            title: string;
            /** Format: date-time */
            updated_at: string;
            version: number;
        };
        EventsSeriesChange: {
            /** Format: uuid */
            cover_file_id?: string | null;
            /** @description HTML or plain text */
            description?: string;
            is_public?: boolean;
            slug?: string;
            summary?: string;
            title?: string;
        };
        EventsSeriesChangeAnswer: {
            changed: string[];
            left_alone: components["schemas"]["EventsLeftAlone"][];
            removed: string[];
            series: components["schemas"]["EventsSeries"];
        };
        EventsSeriesEvents: {
            items: components["schemas"]["EventsEvent"][];
        };
        EventsSeriesPage: {
            items: components["schemas"]["EventsSeries"][];
            next_cursor: string | null;
        };
        EventsSeriesPublished: {
            not_ready: string[];
            published: string[];
        };
        EventsSession: {
            abstract: string;
            attachments: components["schemas"]["EventsStoredLink"][];
            capacity: number | null;
            /** Format: date */
            day: string;
            description: string;
            /** Format: date-time */
            ends_at: string;
            /** Format: date-time-local */
            ends_local: string;
            /** Format: uuid */
            event_id: string;
            feedback_url: string | null;
            /** Format: uuid */
            id: string;
            kind: string;
            language: string | null;
            links: components["schemas"]["EventsStoredLink"][];
            needs_registration: boolean;
            /** Format: uuid */
            room_id: string | null;
            slug: string | null;
            source_key: string | null;
            speaker_ids: string[];
            speaker_roles: string[];
            /** Format: date-time */
            starts_at: string;
            /** Format: date-time-local */
            starts_local: string;
            /** @enum {unknown} */
            state: "scheduled" | "cancelled";
            subtitle: string;
            tags: string[];
            title: string;
            /** Format: uuid */
            track_id: string | null;
            url: string | null;
            version: number;
        };
        EventsSessionChange: {
            abstract?: string;
            attachments?: components["schemas"]["EventsLink"][];
            capacity?: number | null;
            description?: string;
            /** Format: date-time */
            ends_at?: string;
            kind?: string;
            language?: string | null;
            links?: components["schemas"]["EventsLink"][];
            /** @description Ticket holders register for it besides; it needs a capacity */
            needs_registration?: boolean;
            /** Format: uuid */
            room_id?: string | null;
            speaker_ids?: string[];
            /** @description Such as `moderator`, one for each of `speaker_ids` */
            speaker_roles?: string[];
            /** Format: date-time */
            starts_at?: string;
            /** @enum {unknown} */
            state?: "scheduled" | "cancelled";
            subtitle?: string;
            tags?: string[];
            title?: string;
            /** Format: uuid */
            track_id?: string | null;
            /** Format: url */
            url?: string | null;
        };
        EventsSessionPage: {
            items: components["schemas"]["EventsSession"][];
            next_cursor: string | null;
        };
        EventsShareLink: {
            url: string;
        };
        EventsShownField: {
            key: string;
            label: string;
            value: unknown;
        };
        EventsSpeaker: {
            biography: string;
            company: string;
            email: string | null;
            /** Format: uuid */
            id: string;
            links: components["schemas"]["EventsStoredLink"][];
            name: string;
            /** Format: uuid */
            photo_file_id: string | null;
            professional_title: string;
            source_key: string | null;
            version: number;
        };
        EventsSpeakerChange: {
            biography?: string;
            company?: string;
            /** Format: email */
            email?: string | null;
            links?: components["schemas"]["EventsLink"][];
            name?: string;
            /** Format: uuid */
            photo_file_id?: string | null;
            professional_title?: string;
        };
        EventsSpeakerPage: {
            items: components["schemas"]["EventsSpeaker"][];
            next_cursor: string | null;
        };
        EventsSpeakerPart: {
            email: string | null;
            event: components["schemas"]["EventsOwnEvent"];
            sessions: components["schemas"]["EventsOwnSession"][];
            speaker: components["schemas"]["EventsPublicSpeaker"];
            version: number;
        };
        EventsSponsor: {
            contact_email: string | null;
            contact_name: string;
            description: string;
            /** Format: uuid */
            id: string;
            is_public: boolean;
            /** Format: uuid */
            level_id: string | null;
            /** Format: uuid */
            logo_file_id: string | null;
            name: string;
            position: number;
            url: string | null;
            version: number;
        };
        EventsSponsorChange: {
            /** Format: email */
            contact_email?: string | null;
            contact_name?: string;
            description?: string;
            is_public?: boolean;
            /** Format: uuid */
            level_id?: string | null;
            /** Format: uuid */
            logo_file_id?: string | null;
            name?: string;
            position?: number;
            /** Format: url */
            url?: string | null;
        };
        EventsSponsorLevel: {
            /** Format: uuid */
            id: string;
            name: string;
            position: number;
        };
        EventsSponsorLevelChange: {
            name?: string;
            position?: number;
        };
        EventsSponsorLevelList: {
            items: components["schemas"]["EventsSponsorLevel"][];
            next_cursor: string | null;
        };
        EventsSponsorList: {
            items: components["schemas"]["EventsSponsor"][];
            next_cursor: string | null;
        };
        EventsSponsorPart: {
            event: components["schemas"]["EventsOwnEvent"];
            is_public: boolean;
            level: string;
            sponsor: components["schemas"]["EventsPublicSponsor"];
        };
        EventsSponsorsOfLevel: {
            name: string;
            sponsors: components["schemas"]["EventsPublicSponsor"][];
        };
        EventsStep: {
            /**
             * @description For cancelling and postponing; `keep` unless stated
             * @default null
             * @enum {unknown}
             */
            orders?: "keep" | "refund" | "ask" | null;
            /** @default  */
            reason?: string;
        };
        EventsStoredLink: {
            href: string;
            title: string;
        };
        EventsTally: {
            cancelled: number;
            created: number;
            removed: number;
            unchanged: number;
            updated: number;
        };
        EventsTexts: {
            description: string;
            summary: string;
            title: string;
        };
        EventsTextsFields: {
            description?: string;
            summary?: string;
            title?: string;
        };
        EventsTicketList: {
            items: components["schemas"]["EventsRegisteredTicket"][];
            next_cursor: string | null;
        };
        EventsTrack: {
            colour: string | null;
            /** Format: uuid */
            id: string;
            name: string;
            position: number;
        };
        EventsTrackChange: {
            colour?: string | null;
            name?: string;
            position?: number;
        };
        EventsTrackList: {
            items: components["schemas"]["EventsTrack"][];
            next_cursor: string | null;
        };
        EventsVanished: {
            /** Format: uuid */
            session_id: string;
            source_key: string;
            title: string;
        };
        EventsWrittenSession: {
            abstract: string;
            attachments: components["schemas"]["EventsStoredLink"][];
            capacity: number | null;
            conflicts: components["schemas"]["EventsConflict"][];
            /** Format: date */
            day: string;
            description: string;
            /** Format: date-time */
            ends_at: string;
            /** Format: date-time-local */
            ends_local: string;
            /** Format: uuid */
            event_id: string;
            feedback_url: string | null;
            /** Format: uuid */
            id: string;
            kind: string;
            language: string | null;
            links: components["schemas"]["EventsStoredLink"][];
            needs_registration: boolean;
            /** Format: uuid */
            room_id: string | null;
            slug: string | null;
            source_key: string | null;
            speaker_ids: string[];
            speaker_roles: string[];
            /** Format: date-time */
            starts_at: string;
            /** Format: date-time-local */
            starts_local: string;
            /** @enum {unknown} */
            state: "scheduled" | "cancelled";
            subtitle: string;
            tags: string[];
            title: string;
            /** Format: uuid */
            track_id: string | null;
            url: string | null;
            version: number;
        };
        FilesEventFile: {
            /** @enum {unknown} */
            audience: "public" | "holders" | "staff";
            /** Format: uuid */
            event_id: string;
            file: components["schemas"]["FilesFile"];
            /** Format: uuid */
            id: string;
            link: components["schemas"]["FilesLink"] | null;
            position: number;
            title: string;
            version: number;
        };
        FilesEventFileChange: {
            /** @enum {unknown} */
            audience?: "public" | "holders" | "staff";
            position?: number;
            title?: string;
        };
        FilesEventFileList: {
            items: components["schemas"]["FilesEventFile"][];
        };
        FilesFile: {
            bytes: number;
            /** Format: date-time */
            created_at: string;
            height: number | null;
            /** Format: uuid */
            id: string;
            /** @enum {unknown} */
            kind: "image" | "document";
            media_type: string;
            name: string;
            placeholder: string | null;
            /** @enum {unknown} */
            scan: "none" | "pending" | "clean" | "infected";
            sha256: string;
            /** @enum {unknown} */
            visibility: "private" | "public";
            width: number | null;
        };
        FilesFileChange: {
            /** @enum {unknown} */
            visibility: "private" | "public";
        };
        FilesFilePage: {
            items: components["schemas"]["FilesFile"][];
            next_cursor: string | null;
        };
        FilesLink: {
            /** Format: date-time */
            expires_at: string;
            /** Format: url */
            url: string;
        };
        FilesLinkRequest: {
            /** @default 600 */
            expires_in_seconds?: number;
        };
        FilesLogo: {
            /** Format: uuid */
            file_id: string | null;
            height: number | null;
            /** @description The organization's, for `If-Match`. */
            version: number;
            width: number | null;
        };
        FilesLogoFields: {
            /** Format: uuid */
            file_id: string;
        };
        FilesNewEventFile: {
            /** @enum {unknown} */
            audience: "public" | "holders" | "staff";
            /** Format: uuid */
            file_id: string;
            /** @default 0 */
            position?: number;
            /** @default  */
            title?: string;
        };
        FilesPlannedUpload: {
            /** Format: date-time */
            expires_at: string;
            fields: {
                [key: string]: string;
            };
            headers: {
                [key: string]: string;
            };
            /** Format: uuid */
            id: string;
            method: string;
            url: string;
        };
        FilesUploadPlan: {
            bytes: number;
            media_type: string;
            name: string;
            /** @default null */
            sha256?: string | null;
            /**
             * @default private
             * @enum {unknown}
             */
            visibility?: "private" | "public";
        };
        FilesUsage: {
            quota_bytes: number;
            used_bytes: number;
        };
        IdentityAcceptedInvitation: {
            /** Format: uuid */
            member_id: string;
            /** Format: uuid */
            organization_id: string;
            /** Format: uuid */
            user_id: string;
        };
        IdentityAccess: {
            access_token: string;
            csrf_token: string;
            expires_in: number;
            /** @default Bearer */
            token_type: unknown;
            /** Format: uuid */
            user_id: string;
        };
        IdentityAddress: {
            email: string;
        };
        IdentityAddressChange: {
            email: string;
            present_password: string;
        };
        IdentityCredentials: {
            email: string;
            password: string;
        };
        IdentityJsonWebKey: {
            alg: string;
            e: string;
            kid: string;
            kty: string;
            n: string;
            use: string;
        };
        IdentityJsonWebKeySet: {
            keys: components["schemas"]["IdentityJsonWebKey"][];
        };
        IdentityLink: {
            token: string;
        };
        IdentityLogin: {
            address: string;
            agent: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            expires_at: string;
            /** Format: uuid */
            id: string;
            is_current: boolean;
            /** Format: date-time */
            last_used_at: string;
        };
        IdentityLoginList: {
            items: components["schemas"]["IdentityLogin"][];
            next_cursor: string | null;
        };
        IdentityMember: {
            /**
             * Format: uuid
             * @description The agency link by which it was granted; it ends with the link unless an owner keeps it
             */
            agency_link_id: string | null;
            /** Format: date-time */
            created_at: string;
            display_name: string;
            email: string;
            event_ids: string[] | null;
            /** Format: date-time */
            expires_at: string | null;
            /** Format: uuid */
            id: string;
            role: string;
            /** Format: uuid */
            user_id: string;
            version: number;
        };
        IdentityMemberPage: {
            items: components["schemas"]["IdentityMember"][];
            next_cursor: string | null;
        };
        IdentityMyOrganization: {
            /** Format: uuid */
            agency_id: string | null;
            /** Format: uuid */
            id: string;
            kind: string;
            name: string;
            role: string;
            slug: string;
            state: string;
        };
        IdentityMyOrganizationList: {
            items: components["schemas"]["IdentityMyOrganization"][];
            next_cursor: string | null;
        };
        IdentityNewAccount: {
            display_name: string;
            locale?: string;
            password: string;
            time_zone?: string;
            token: string;
        };
        IdentityNewPassword: {
            password: string;
            token: string;
        };
        IdentityOpenInvitation: {
            email: string;
            /** Format: date-time */
            expires_at: string;
            has_account: boolean;
            organization_name: string;
            organization_slug: string;
            role: string;
        };
        IdentityPasswordChange: {
            password: string;
            present_password: string;
        };
        IdentityPerson: {
            /** Format: date-time */
            created_at: string;
            display_name: string;
            email: string;
            /** Format: uuid */
            id: string;
            is_verified: boolean;
            locale: string;
            time_zone: string;
            version: number;
        };
        IdentityPersonChange: {
            display_name?: string;
            locale?: string;
            time_zone?: string;
        };
        IdentitySignUp: {
            display_name: string;
            email: string;
            locale?: string;
            password: string;
            time_zone?: string;
        };
        InventoryAdmittedEvent: {
            /** Format: date-time */
            ends_at: string | null;
            /** Format: uuid */
            event_id: string;
            slug: string;
            /** Format: date-time */
            starts_at: string | null;
            time_zone: string;
            title: string;
        };
        InventoryBundlePart: {
            quantity: number;
            /** Format: uuid */
            ticket_type_id: string;
        };
        InventoryMadePreview: {
            preview: components["schemas"]["InventoryPreview"];
            /** @description Part of the address; told this once. */
            token: string;
            /** @description Of the page that shows it; told this once. */
            url: string;
        };
        InventoryNewPreviewFields: {
            /**
             * Format: date-time
             * @description At most 90 days from now.
             */
            expires_at: string;
            /**
             * @description For whom it is, for the list of links.
             * @default
             */
            label?: string;
        };
        InventoryPool: {
            capacity: number;
            /** Format: uuid */
            id: string;
            name: string;
            remaining: number;
            reserved: number;
            taken: number;
            version: number;
        };
        InventoryPoolChanges: {
            capacity?: number;
            name?: string;
        };
        InventoryPoolFields: {
            capacity: number;
            name: string;
        };
        InventoryPoolList: {
            items: components["schemas"]["InventoryPool"][];
        };
        InventoryPreview: {
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            expires_at: string;
            /** Format: uuid */
            id: string;
            label: string;
            /** Format: date-time */
            revoked_at: string | null;
        };
        InventoryPreviewedShop: {
            /** Format: date-time */
            ends_at: string | null;
            shop: components["schemas"]["InventoryShop"];
            /** Format: date-time */
            starts_at: string | null;
            time_zone: string;
            title: string;
        };
        InventoryPreviewList: {
            items: components["schemas"]["InventoryPreview"][];
        };
        InventorySeriesPass: {
            /** @description The ticket types that an add-on goes with. */
            add_on_to: string[];
            /** @description Of a pass: its events, in order of time. */
            admits_to: components["schemas"]["InventoryAdmittedEvent"][];
            benefits: string[];
            currency: string;
            description: string;
            /** Format: uuid */
            event_id: string;
            event_slug: string;
            /** Format: uuid */
            id: string;
            is_available: boolean;
            kind: string;
            /** @description Units left; null when there are many. */
            left: number | null;
            maximum_per_order: number;
            maximum_per_person: number | null;
            maximum_per_ticket: number | null;
            minimum_per_order: number;
            minimum_price_minor: number;
            name: string;
            /** @description What one bundle contains, or a pass gives. */
            parts: components["schemas"]["InventoryBundlePart"][];
            places: number;
            position: number;
            price_minor: number;
            /** Format: date-time */
            sales_end_at: string | null;
            /** Format: date-time */
            sales_start_at: string | null;
            /** @description Attendees that one unit asks for, by ticket type. */
            seats: {
                [key: string]: number;
            };
            sold_as: string;
            state: string;
            tax_rate_bp: number;
            why_not: ("event-closed" | "paused" | "not-yet" | "over" | "part-not-on-sale" | "sold-out") | null;
        };
        InventorySeriesPassList: {
            items: components["schemas"]["InventorySeriesPass"][];
        };
        InventoryShop: {
            /** Format: date-time */
            at: string;
            is_open: boolean;
            items: components["schemas"]["InventoryShopItem"][];
        };
        InventoryShopItem: {
            /** @description The ticket types that an add-on goes with. */
            add_on_to: string[];
            /** @description Of a pass: its events, in order of time. */
            admits_to: components["schemas"]["InventoryAdmittedEvent"][];
            benefits: string[];
            currency: string;
            description: string;
            /** Format: uuid */
            id: string;
            is_available: boolean;
            kind: string;
            /** @description Units left; null when there are many. */
            left: number | null;
            maximum_per_order: number;
            maximum_per_person: number | null;
            maximum_per_ticket: number | null;
            minimum_per_order: number;
            minimum_price_minor: number;
            name: string;
            /** @description What one bundle contains, or a pass gives. */
            parts: components["schemas"]["InventoryBundlePart"][];
            places: number;
            position: number;
            price_minor: number;
            /** Format: date-time */
            sales_end_at: string | null;
            /** Format: date-time */
            sales_start_at: string | null;
            /** @description Attendees that one unit asks for, by ticket type. */
            seats: {
                [key: string]: number;
            };
            sold_as: string;
            state: string;
            tax_rate_bp: number;
            why_not: ("event-closed" | "paused" | "not-yet" | "over" | "part-not-on-sale" | "sold-out") | null;
        };
        InvoicesBilling: {
            city: string;
            company: string;
            country: string;
            /** @description It has the shape of a VAT number of the country. */
            has_valid_vat_id: boolean;
            name: string;
            /** Format: uuid */
            order_id: string;
            postal_code: string;
            reference: string;
            street: string;
            tax_id: string;
        };
        InvoicesBillingFields: {
            /** @default  */
            city?: string;
            /** @default  */
            company?: string;
            /**
             * @description ISO 3166-1 alpha-2.
             * @default
             */
            country?: string;
            /** @default  */
            name?: string;
            /** @default  */
            postal_code?: string;
            /** @default  */
            reference?: string;
            /** @default  */
            street?: string;
            /** @default  */
            tax_id?: string;
        };
        InvoicesInvoice: {
            buyer_name: string;
            /** Format: uuid */
            corrects_id: string | null;
            currency: string;
            /** Format: uuid */
            event_id: string;
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            issued_at: string;
            kind: string;
            net_minor: number;
            number: string;
            /** Format: uuid */
            order_id: string;
            order_number: string;
            /** Format: uuid */
            refund_id: string | null;
            tax_minor: number;
            taxes: components["schemas"]["InvoicesTaxTotal"][];
            total_minor: number;
            treatment: string;
        };
        InvoicesInvoiceList: {
            items: components["schemas"]["InvoicesInvoice"][];
        };
        InvoicesInvoicePage: {
            items: components["schemas"]["InvoicesInvoice"][];
            next_cursor: string | null;
        };
        InvoicesSettings: {
            applies_reverse_charge: boolean;
            city: string;
            country: string;
            email: string;
            exemption_note: string;
            footer: string;
            legal_name: string;
            postal_code: string;
            registration_id: string;
            street: string;
            tax_id: string;
            version: number;
        };
        InvoicesSettingsFields: {
            /**
             * @description What is sold is of the kind for which businesses in another member state account for the tax themselves.
             * @default false
             */
            applies_reverse_charge?: boolean;
            /** @default  */
            city?: string;
            /**
             * @description ISO 3166-1 alpha-2.
             * @default
             */
            country?: string;
            /** Format: email */
            email?: string;
            /** @default  */
            exemption_note?: string;
            /** @default  */
            footer?: string;
            /** @default  */
            legal_name?: string;
            /** @default  */
            postal_code?: string;
            /** @default  */
            registration_id?: string;
            /** @default  */
            street?: string;
            /** @default  */
            tax_id?: string;
        };
        InvoicesTaxTotal: {
            net_minor: number;
            rate_bp: number;
            tax_minor: number;
        };
        NotificationsMail: {
            attempts: number;
            /**
             * Format: date-time
             * @description The next attempt.
             */
            due_at: string;
            /** Format: uuid */
            event_id: string | null;
            /** Format: uuid */
            id: string;
            /** @description The same however often the mail was tried. */
            message_id: string;
            /** Format: uuid */
            order_id: string | null;
            /** Format: date-time */
            queued_at: string;
            /** @description Why it has not arrived yet or never will; empty otherwise. */
            reason: string;
            recipient: string;
            /** Format: date-time */
            sent_at: string | null;
            /** @enum {string} */
            state: "queued" | "sending" | "sent" | "failed";
            /** @enum {string} */
            template: "order-confirmed" | "order-cancelled" | "order-refunded" | "order-how-to-pay" | "order-under-review" | "order-declined" | "order-part-paid" | "order-part-due" | "order-lapsed" | "order-event-changed" | "order-tickets-returned" | "ticket-offered" | "ticket-yours" | "ticket-passed-on" | "session-news" | "event-news" | "new-events" | "event-invitation" | "invitation" | "ticket-links" | "verify-email" | "reset-password" | "already-registered" | "password-changed" | "change-email" | "email-changed";
        };
        NotificationsMailPage: {
            items: components["schemas"]["NotificationsMail"][];
            next_cursor: string | null;
        };
        OrdersAccepted: {
            /** Format: uuid */
            event_id: string;
            holder_email: string;
            holder_name: string;
            /** @description Opens the ticket to its new holder (Turnout-Ticket-Secret). */
            secret: string;
            /** Format: uuid */
            ticket_id: string;
            /** Format: uuid */
            transfer_id: string;
        };
        OrdersAcceptFields: {
            /** @description Question key → answer, as the event's form asks. */
            answers?: {
                [key: string]: unknown;
            };
            /** Format: email */
            email?: string;
            name: string;
        };
        OrdersAttendee: {
            /**
             * Format: email
             * @default null
             */
            email?: string | null;
            name: string;
            /** Format: uuid */
            ticket_type_id: string;
        };
        OrdersAttendeeChanges: {
            /** @description Question key → answer, as the event's form asks. */
            answers?: {
                [key: string]: unknown;
            };
            /**
             * Format: email
             * @default null
             */
            email?: string | null;
            name: string;
            /** Format: uuid */
            ticket_type_id: string;
        };
        OrdersAttendeeFields: {
            /** @description Question key → answer, as the event's form asks. */
            answers?: {
                [key: string]: unknown;
            };
            /** Format: email */
            email?: string;
            name?: string;
        };
        OrdersBasket: {
            /**
             * @description The version of the organization's terms that the buyer was shown and agrees to; needed with the buyer's address where the organization has terms.
             * @default null
             */
            accepted_terms?: number | null;
            attendees?: components["schemas"]["OrdersAttendee"][];
            /**
             * @description May follow by PATCH; needed before paying or confirming.
             * @default null
             */
            buyer?: components["schemas"]["OrdersBuyer"] | null;
            /** Format: uuid */
            event_id: string;
            lines: components["schemas"]["OrdersLine"][];
        };
        OrdersBuyer: {
            /** Format: email */
            email: string;
            /** @default en */
            locale?: string;
            /** @default  */
            name?: string;
        };
        OrdersBuyerChanges: {
            /** Format: email */
            email?: string;
            locale?: string;
            name?: string;
        };
        OrdersBuyerTerms: {
            changes_close_hours: number | null;
            fee_currency: string | null;
            fee_minor: number;
            /** @description False: an event follows its organization, which may say nothing. */
            is_own: boolean;
            refund: string;
            tiers: components["schemas"]["OrdersTierShown"][];
            transfers_close_hours: number | null;
            version: number;
        };
        OrdersBuyerTermsFields: {
            /**
             * @description Until when names and answers may be changed, so many hours before the start; null: never.
             * @default 0
             */
            changes_close_hours?: number | null;
            /** @default null */
            fee_currency?: ("AED" | "AFN" | "ALL" | "AMD" | "ANG" | "AOA" | "ARS" | "AUD" | "AWG" | "AZN" | "BAM" | "BBD" | "BDT" | "BGN" | "BHD" | "BIF" | "BMD" | "BND" | "BOB" | "BOV" | "BRL" | "BSD" | "BTN" | "BWP" | "BYN" | "BZD" | "CAD" | "CDF" | "CHE" | "CHF" | "CHW" | "CLF" | "CLP" | "CNY" | "COP" | "COU" | "CRC" | "CUP" | "CVE" | "CZK" | "DJF" | "DKK" | "DOP" | "DZD" | "EGP" | "ERN" | "ETB" | "EUR" | "FJD" | "FKP" | "GBP" | "GEL" | "GHS" | "GIP" | "GMD" | "GNF" | "GTQ" | "GYD" | "HKD" | "HNL" | "HTG" | "HUF" | "IDR" | "ILS" | "INR" | "IQD" | "IRR" | "ISK" | "JMD" | "JOD" | "JPY" | "KES" | "KGS" | "KHR" | "KMF" | "KPW" | "KRW" | "KWD" | "KYD" | "KZT" | "LAK" | "LBP" | "LKR" | "LRD" | "LSL" | "LYD" | "MAD" | "MDL" | "MGA" | "MKD" | "MMK" | "MNT" | "MOP" | "MRU" | "MUR" | "MVR" | "MWK" | "MXN" | "MXV" | "MYR" | "MZN" | "NAD" | "NGN" | "NIO" | "NOK" | "NPR" | "NZD" | "OMR" | "PAB" | "PEN" | "PGK" | "PHP" | "PKR" | "PLN" | "PYG" | "QAR" | "RON" | "RSD" | "RUB" | "RWF" | "SAR" | "SBD" | "SCR" | "SDG" | "SEK" | "SGD" | "SHP" | "SLE" | "SOS" | "SRD" | "SSP" | "STN" | "SVC" | "SYP" | "SZL" | "THB" | "TJS" | "TMT" | "TND" | "TOP" | "TRY" | "TTD" | "TWD" | "TZS" | "UAH" | "UGX" | "USD" | "USN" | "UYI" | "UYU" | "UYW" | "UZS" | "VED" | "VES" | "VND" | "VUV" | "WST" | "XAF" | "XCD" | "XCG" | "XOF" | "XPF" | "YER" | "ZAR" | "ZMW" | "ZWG") | null;
            /**
             * @description Kept of each ticket that is given back.
             * @default 0
             */
            fee_minor?: number;
            /**
             * @description What comes back when a buyer cancels: none, full, by tiers.
             * @enum {string}
             */
            refund: "none" | "full" | "tiers";
            tiers?: components["schemas"]["OrdersTier"][];
            /**
             * @description Until when tickets may be passed on, so many hours before the start; null: never.
             * @default 0
             */
            transfers_close_hours?: number | null;
        };
        OrdersCancellationFields: {
            /** @description What the buyer was shown to come back; another amount is 409. */
            amount_minor: number;
            /**
             * @description Everything that the buyer still has without it.
             * @default null
             */
            ticket_ids?: string[] | null;
        };
        OrdersCancelled: {
            amount_minor: number;
            currency: string;
            /** Format: uuid */
            order_id: string;
            state: string;
            ticket_ids: string[];
        };
        OrdersChanges: {
            /** @description The version of the organization's terms that the buyer was shown and agrees to; needed with the buyer's address where the organization has terms. */
            accepted_terms?: number;
            /** @description Question key → answer, as the event's form asks. */
            answers?: {
                [key: string]: unknown;
            };
            attendees?: components["schemas"]["OrdersAttendeeChanges"][];
            buyer?: components["schemas"]["OrdersBuyerChanges"];
        };
        OrdersDecisionFields: {
            /** @default  */
            reason?: string;
        };
        OrdersEventAttendee: {
            answers: {
                [key: string]: unknown;
            };
            /** Format: uuid */
            attendee_id: string;
            email: string;
            /** @description The ticket was passed on to who is named here. */
            is_transferred: boolean;
            /** Format: date-time */
            issued_at: string;
            name: string;
            /** Format: uuid */
            order_id: string;
            order_number: string;
            /** @description `valid`, `void` or `refunded`. */
            state: string;
            /** Format: uuid */
            ticket_id: string;
            /** Format: uuid */
            ticket_type_id: string;
        };
        OrdersEventAttendeePage: {
            items: components["schemas"]["OrdersEventAttendee"][];
            next_cursor: string | null;
        };
        OrdersHeldTicket: {
            answers: {
                [key: string]: unknown;
            };
            /** @description The text of its QR code. */
            code: string;
            /** Format: uuid */
            event_id: string;
            holder_email: string;
            holder_name: string;
            short_code: string;
            state: string;
            /** Format: uuid */
            ticket_id: string;
            /** Format: uuid */
            ticket_type_id: string;
            /** Format: uuid */
            transfer_id: string;
        };
        OrdersInstalment: {
            days: number | null;
            /** Format: date */
            on: string | null;
        };
        OrdersInstalmentFields: {
            /** @description Days after the order; or `on`. */
            days?: number | null;
            /**
             * Format: date
             * @description A date; or `days`.
             */
            on?: string | null;
        };
        OrdersInstruction: {
            label: string;
            value: string;
        };
        OrdersLine: {
            /**
             * @description What a donor gives for each, minor units; else the price.
             * @default null
             */
            amount_minor?: number | null;
            quantity: number;
            /** Format: uuid */
            ticket_type_id: string;
        };
        OrdersNextAction: {
            /** @description Public values that those fields want beside the token. `module` is the script of this site that draws them, where there is one. */
            client_options: {
                [key: string]: string;
            };
            /** @description For the provider's own fields on your page. */
            client_token: string | null;
            /** Format: date-time */
            expires_at: string | null;
            /** @enum {string} */
            flow: "redirect" | "embedded" | "instructions";
            /** @description Show them in this order. */
            instructions: components["schemas"]["OrdersInstruction"][];
            redirect_url: string | null;
        };
        OrdersOffered: {
            /** Format: uuid */
            event_id: string;
            /** Format: date-time */
            expires_at: string;
            /** Format: uuid */
            form_version_id: string | null;
            from_name: string;
            /** Format: uuid */
            id: string;
            recipient_email: string;
            state: string;
            ticket_type: string;
            /** Format: uuid */
            ticket_type_id: string;
        };
        OrdersOfferFields: {
            /** Format: email */
            email: string;
            /** @default en */
            locale?: string;
        };
        OrdersOrder: {
            /** Format: date-time */
            accepted_at: string | null;
            /** @description The version of the privacy policy that was shown with it. */
            accepted_privacy: number | null;
            /** @description The version of the terms that the buyer agreed to. */
            accepted_terms: number | null;
            answers: {
                [key: string]: unknown;
            };
            attendees: components["schemas"]["OrdersOrderAttendee"][];
            buyer_email: string;
            buyer_name: string;
            /** Format: date-time */
            confirmed_at: string | null;
            currency: string;
            /** Format: uuid */
            event_id: string;
            /** Format: date-time */
            expires_at: string | null;
            /** Format: uuid */
            id: string;
            lines: components["schemas"]["OrdersOrderLine"][];
            locale: string;
            money_state: string;
            net_minor: number;
            number: string;
            paid_minor: number;
            /** Format: date-time */
            placed_at: string;
            refunded_minor: number;
            /** @description Opens the order to its buyer; only in answers to the buyer. */
            secret?: string;
            state: string;
            tax_minor: number;
            tickets: components["schemas"]["OrdersOrderTicket"][];
            total_minor: number;
        };
        OrdersOrderAttendee: {
            answers: {
                [key: string]: unknown;
            };
            email: string;
            /** Format: uuid */
            id: string;
            name: string;
            /** Format: uuid */
            ticket_type_id: string;
        };
        OrdersOrderLine: {
            gross_minor: number;
            /** Format: uuid */
            id: string;
            name: string;
            net_minor: number;
            quantity: number;
            /** @description Units that the buyer gave back; amounts stay as they were sold. */
            returned: number;
            /** @description Attendees that the line asks for, by ticket type. */
            seats: {
                [key: string]: number;
            };
            tax_minor: number;
            tax_rate_bp: number;
            /** Format: uuid */
            ticket_type_id: string;
            unit_minor: number;
        };
        OrdersOrderPage: {
            items: components["schemas"]["OrderSummary"][];
            next_cursor: string | null;
        };
        OrdersOrderTicket: {
            /** Format: uuid */
            attendee_id: string;
            /**
             * Format: uuid
             * @description Of a pass, each ticket has its own.
             */
            event_id: string;
            /** Format: uuid */
            id: string;
            /** @description Somebody else holds it; its attendee is not shown to the buyer. */
            is_transferred: boolean;
            state: string;
            /** Format: uuid */
            ticket_type_id: string;
        };
        OrdersPart: {
            amount_minor: number;
            /** Format: date-time */
            due_at: string;
            is_paid: boolean;
        };
        OrdersPaymentFields: {
            /**
             * Format: uuid
             * @description As listed by payment-methods; without it the first that fits.
             * @default null
             */
            connection_id?: string | null;
            /**
             * @description The buyer's, ISO 3166; some methods are for some countries.
             * @default null
             */
            country?: string | null;
            /**
             * @description Pay all that is left, not the part that is due by the plan.
             * @default false
             */
            everything?: boolean;
            /**
             * @description As listed by payment-methods; without it the first that fits.
             * @default null
             */
            method?: string | null;
            /**
             * Format: uuid
             * @description A payment plan, or null for none; as chosen before without it.
             */
            plan_id?: string | null;
            /**
             * @description Where the buyer comes back to; the order's page without it.
             * @default null
             */
            return_path?: string | null;
        };
        OrdersPaymentMethod: {
            /** Format: uuid */
            connection_id: string;
            /** @enum {string} */
            flow: "redirect" | "embedded" | "instructions";
            longest_pending_seconds: number;
            method: string;
            /** @description `test` moves no money. */
            mode: string;
            /** @description Of an `embedded` way: the script of this site that draws its fields. */
            module: string | null;
            title: string;
        };
        OrdersPaymentStarted: {
            amount_minor: number;
            currency: string;
            next_action: components["schemas"]["OrdersNextAction"] | null;
            /** Format: uuid */
            order_id: string;
            /** Format: uuid */
            payment_id: string;
            redirect_url: string | null;
            state: string;
        };
        OrdersPiece: {
            amount_minor: number;
            refusal: string | null;
            ticket_ids: string[];
        };
        OrdersPlan: {
            currency: string;
            deposit_bp: number | null;
            deposit_minor: number | null;
            /** Format: uuid */
            event_id: string;
            grace_days: number;
            /** Format: uuid */
            id: string;
            instalments: components["schemas"]["OrdersInstalment"][];
            is_active: boolean;
            keeps_deposit: boolean;
            last_days_before: number;
            minimum_minor: number;
            name: string;
            reminder_days: number;
            version: number;
        };
        OrdersPlanChanges: {
            /** @enum {string} */
            currency?: "AED" | "AFN" | "ALL" | "AMD" | "ANG" | "AOA" | "ARS" | "AUD" | "AWG" | "AZN" | "BAM" | "BBD" | "BDT" | "BGN" | "BHD" | "BIF" | "BMD" | "BND" | "BOB" | "BOV" | "BRL" | "BSD" | "BTN" | "BWP" | "BYN" | "BZD" | "CAD" | "CDF" | "CHE" | "CHF" | "CHW" | "CLF" | "CLP" | "CNY" | "COP" | "COU" | "CRC" | "CUP" | "CVE" | "CZK" | "DJF" | "DKK" | "DOP" | "DZD" | "EGP" | "ERN" | "ETB" | "EUR" | "FJD" | "FKP" | "GBP" | "GEL" | "GHS" | "GIP" | "GMD" | "GNF" | "GTQ" | "GYD" | "HKD" | "HNL" | "HTG" | "HUF" | "IDR" | "ILS" | "INR" | "IQD" | "IRR" | "ISK" | "JMD" | "JOD" | "JPY" | "KES" | "KGS" | "KHR" | "KMF" | "KPW" | "KRW" | "KWD" | "KYD" | "KZT" | "LAK" | "LBP" | "LKR" | "LRD" | "LSL" | "LYD" | "MAD" | "MDL" | "MGA" | "MKD" | "MMK" | "MNT" | "MOP" | "MRU" | "MUR" | "MVR" | "MWK" | "MXN" | "MXV" | "MYR" | "MZN" | "NAD" | "NGN" | "NIO" | "NOK" | "NPR" | "NZD" | "OMR" | "PAB" | "PEN" | "PGK" | "PHP" | "PKR" | "PLN" | "PYG" | "QAR" | "RON" | "RSD" | "RUB" | "RWF" | "SAR" | "SBD" | "SCR" | "SDG" | "SEK" | "SGD" | "SHP" | "SLE" | "SOS" | "SRD" | "SSP" | "STN" | "SVC" | "SYP" | "SZL" | "THB" | "TJS" | "TMT" | "TND" | "TOP" | "TRY" | "TTD" | "TWD" | "TZS" | "UAH" | "UGX" | "USD" | "USN" | "UYI" | "UYU" | "UYW" | "UZS" | "VED" | "VES" | "VND" | "VUV" | "WST" | "XAF" | "XCD" | "XCG" | "XOF" | "XPF" | "YER" | "ZAR" | "ZMW" | "ZWG";
            /** @description Share of the total in hundredths of a percent. */
            deposit_bp?: number | null;
            deposit_minor?: number | null;
            /** @description How long an overdue order still keeps its places. */
            grace_days?: number;
            /** @description The rest after the deposit, in equal parts. */
            instalments?: components["schemas"]["OrdersInstalmentFields"][];
            is_active?: boolean;
            /** @description An overdue order loses its deposit; the buyer is told before. */
            keeps_deposit?: boolean;
            /** @description Everything is due so many days before the event starts. */
            last_days_before?: number;
            minimum_minor?: number;
            name?: string;
            /** @description The buyer is reminded so many days before; 0 never. */
            reminder_days?: number;
        };
        OrdersPlanFields: {
            /** @enum {string} */
            currency: "AED" | "AFN" | "ALL" | "AMD" | "ANG" | "AOA" | "ARS" | "AUD" | "AWG" | "AZN" | "BAM" | "BBD" | "BDT" | "BGN" | "BHD" | "BIF" | "BMD" | "BND" | "BOB" | "BOV" | "BRL" | "BSD" | "BTN" | "BWP" | "BYN" | "BZD" | "CAD" | "CDF" | "CHE" | "CHF" | "CHW" | "CLF" | "CLP" | "CNY" | "COP" | "COU" | "CRC" | "CUP" | "CVE" | "CZK" | "DJF" | "DKK" | "DOP" | "DZD" | "EGP" | "ERN" | "ETB" | "EUR" | "FJD" | "FKP" | "GBP" | "GEL" | "GHS" | "GIP" | "GMD" | "GNF" | "GTQ" | "GYD" | "HKD" | "HNL" | "HTG" | "HUF" | "IDR" | "ILS" | "INR" | "IQD" | "IRR" | "ISK" | "JMD" | "JOD" | "JPY" | "KES" | "KGS" | "KHR" | "KMF" | "KPW" | "KRW" | "KWD" | "KYD" | "KZT" | "LAK" | "LBP" | "LKR" | "LRD" | "LSL" | "LYD" | "MAD" | "MDL" | "MGA" | "MKD" | "MMK" | "MNT" | "MOP" | "MRU" | "MUR" | "MVR" | "MWK" | "MXN" | "MXV" | "MYR" | "MZN" | "NAD" | "NGN" | "NIO" | "NOK" | "NPR" | "NZD" | "OMR" | "PAB" | "PEN" | "PGK" | "PHP" | "PKR" | "PLN" | "PYG" | "QAR" | "RON" | "RSD" | "RUB" | "RWF" | "SAR" | "SBD" | "SCR" | "SDG" | "SEK" | "SGD" | "SHP" | "SLE" | "SOS" | "SRD" | "SSP" | "STN" | "SVC" | "SYP" | "SZL" | "THB" | "TJS" | "TMT" | "TND" | "TOP" | "TRY" | "TTD" | "TWD" | "TZS" | "UAH" | "UGX" | "USD" | "USN" | "UYI" | "UYU" | "UYW" | "UZS" | "VED" | "VES" | "VND" | "VUV" | "WST" | "XAF" | "XCD" | "XCG" | "XOF" | "XPF" | "YER" | "ZAR" | "ZMW" | "ZWG";
            /**
             * @description Share of the total in hundredths of a percent.
             * @default null
             */
            deposit_bp?: number | null;
            /** @default null */
            deposit_minor?: number | null;
            /** @default 3 */
            grace_days?: number;
            /** @description The rest after the deposit, in equal parts. */
            instalments: components["schemas"]["OrdersInstalmentFields"][];
            /** @default true */
            is_active?: boolean;
            /** @default false */
            keeps_deposit?: boolean;
            /** @default 0 */
            last_days_before?: number;
            /** @default 0 */
            minimum_minor?: number;
            name: string;
            /** @default 7 */
            reminder_days?: number;
        };
        OrdersPlanList: {
            items: components["schemas"]["OrdersPlan"][];
        };
        OrdersPlanOffer: {
            grace_days: number;
            is_in_force: boolean;
            /** @description An order that becomes overdue loses its first part. */
            keeps_deposit: boolean;
            name: string;
            parts: components["schemas"]["OrdersPart"][];
            /** Format: uuid */
            plan_id: string;
        };
        OrdersQuote: {
            /** @description Comes back, exactly. */
            amount_minor: number;
            currency: string;
            is_whole: boolean;
            /** @description Was paid for it and does not. */
            kept_minor: number;
            /** Format: uuid */
            order_id: string;
            /** @description What can be given back by itself; some tickets go together. */
            pieces: components["schemas"]["OrdersPiece"][];
            /** @description state, begun, inside, passed-on, nothing-left or no-refund */
            refusal: string | null;
            ticket_ids: string[];
        };
        OrdersRefund: {
            amount_minor: number;
            currency: string;
            /** Format: uuid */
            order_id: string;
            /** Format: uuid */
            refund_id: string;
            /** Format: uuid */
            return_id: string | null;
            state: string;
        };
        OrdersRefundFields: {
            /**
             * @description Minor units; everything that is left without it.
             * @default null
             */
            amount_minor?: number | null;
            /** @default  */
            reason?: string;
            /**
             * Format: uuid
             * @description The tickets given back that it pays for, as a finding `return_not_paid` or `refund_refused` names them; at most what is missing of them.
             * @default null
             */
            return_id?: string | null;
        };
        OrdersSentFile: {
            bytes: number;
            /** Format: uuid */
            id: string;
            /** @description Null while a scanner looks at the file, and if it is harmful. */
            link: components["schemas"]["OrdersSentFileLink"] | null;
            media_type: string;
            name: string;
            scan: string;
            /** Format: date-time */
            sent_at: string;
        };
        OrdersSentFileLink: {
            /** Format: date-time */
            expires_at: string;
            /** Format: url */
            url: string;
        };
        OrdersSentFileList: {
            items: components["schemas"]["OrdersSentFile"][];
        };
        OrdersTerms: {
            longest_pending_seconds: number | null;
            version: number;
        };
        OrdersTermsFields: {
            /** @description How long a pending payment may keep places; null: no own cap. */
            longest_pending_seconds: number | null;
        };
        OrdersTicketCode: {
            /** Format: uuid */
            attendee_id: string;
            /** @description The text of the QR code; null for a ticket that does not admit or was transferred. */
            code: string | null;
            /** Format: uuid */
            event_id: string;
            /** @description Empty when somebody else holds it. */
            holder_name: string;
            /** Format: uuid */
            id: string;
            /** @description Somebody else holds it, with another code. */
            is_transferred: boolean;
            /** @description The same to type by hand. */
            short_code: string | null;
            state: string;
            /** Format: uuid */
            ticket_type_id: string;
        };
        OrdersTicketCodeList: {
            items: components["schemas"]["OrdersTicketCode"][];
        };
        OrdersTier: {
            /** @description Until the end of the day that lies so many days before. */
            days_before: number;
            /** @description Share of the price in hundredths of a percent. */
            share_bp: number;
        };
        OrdersTierShown: {
            days_before: number;
            share_bp: number;
        };
        OrdersTransfer: {
            /** Format: date-time */
            ended_at: string | null;
            /** Format: uuid */
            event_id: string;
            /** Format: date-time */
            expires_at: string;
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            offered_at: string;
            /** Format: uuid */
            order_id: string;
            recipient_email: string;
            /** @description offered, accepted, declined, withdrawn or expired */
            state: string;
            /** Format: uuid */
            ticket_id: string;
        };
        OrdersTransferList: {
            items: components["schemas"]["OrdersTransfer"][];
        };
        OrderSummary: {
            buyer_email: string;
            buyer_name: string;
            currency: string;
            /** Format: uuid */
            event_id: string;
            /** Format: uuid */
            id: string;
            money_state: string;
            number: string;
            /** Format: date-time */
            placed_at: string;
            state: string;
            total_minor: number;
        };
        OrdersWaysToPay: {
            currency: string;
            due_minor: number;
            items: components["schemas"]["OrdersPaymentMethod"][];
            last_attempt_failed: boolean;
            left_minor: number;
            /** Format: uuid */
            plan_id: string | null;
            plans: components["schemas"]["OrdersPlanOffer"][];
            under_way: components["schemas"]["OrdersPaymentStarted"] | null;
        };
        OrganizationsAgencyLink: {
            /** Format: date-time */
            accepted_at: string | null;
            /** Format: uuid */
            agency_id: string;
            agency_name: string;
            agency_slug: string;
            /** Format: date-time */
            ended_at: string | null;
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            offered_at: string;
            /** Format: uuid */
            organization_id: string;
            organization_name: string;
            organization_slug: string;
            permissions: string[] | null;
            role: string;
            state: string;
        };
        OrganizationsAgencyLinkPage: {
            items: components["schemas"]["OrganizationsAgencyLink"][];
            next_cursor: string | null;
        };
        OrganizationsGrant: {
            /** @default null */
            event_ids?: string[] | null;
            /**
             * Format: date-time
             * @default null
             */
            expires_at?: string | null;
            role: string;
        };
        OrganizationsInvitation: {
            /**
             * Format: uuid
             * @description The agency link by which it was sent; it ends with the link
             */
            agency_link_id: string | null;
            /** Format: date-time */
            created_at: string;
            email: string;
            event_ids: string[] | null;
            /** Format: date-time */
            expires_at: string;
            /** Format: uuid */
            id: string;
            /**
             * Format: uuid
             * @description Who sent it last, and answers for it
             */
            invited_by: string | null;
            /** Format: date-time */
            mailed_at: string | null;
            /** Format: date-time */
            member_until: string | null;
            role: string;
            state: string;
        };
        OrganizationsInvitationPage: {
            items: components["schemas"]["OrganizationsInvitation"][];
            next_cursor: string | null;
        };
        OrganizationsLegalText: {
            is_current: boolean;
            kind: string;
            /** @description The organization's own, for readers of no other */
            main_language: string;
            number: number;
            /** Format: date-time */
            published_at: string;
            /** @description Who published it; empty for who is no member */
            published_by: string;
            /** @description By language tag. */
            texts: {
                [key: string]: components["schemas"]["OrganizationsLegalWording"];
            };
        };
        OrganizationsLegalTextList: {
            items: components["schemas"]["OrganizationsLegalText"][];
        };
        OrganizationsLegalVersion: {
            is_current: boolean;
            languages: string[];
            number: number;
            /** Format: date-time */
            published_at: string;
        };
        OrganizationsLegalVersionPage: {
            items: components["schemas"]["OrganizationsLegalVersion"][];
            next_cursor: string | null;
        };
        OrganizationsLegalWording: {
            html: string;
            url: string;
        };
        OrganizationsLegalWordingFields: {
            /** @default  */
            html?: string;
            /** @default  */
            url?: string;
        };
        OrganizationsMembership: {
            /**
             * Format: uuid
             * @description The agency link by which it was granted; it ends with the link unless an owner keeps it
             */
            agency_link_id: string | null;
            /** Format: date-time */
            created_at: string;
            event_ids: string[] | null;
            /** Format: date-time */
            expires_at: string | null;
            /** Format: uuid */
            id: string;
            role: string;
            /** Format: uuid */
            user_id: string;
            version: number;
        };
        OrganizationsNewInvitation: {
            email: string;
            /** @default null */
            event_ids?: string[] | null;
            /**
             * Format: date-time
             * @default null
             */
            expires_at?: string | null;
            /** @default en */
            locale?: string;
            role: string;
            /** @default 7 */
            valid_days?: number;
        };
        OrganizationsNewLegalText: {
            /** @description By language tag; readers of others get the organization's own */
            texts: {
                [key: string]: components["schemas"]["OrganizationsLegalWordingFields"];
            };
        };
        OrganizationsNewOrganization: {
            /** @description `#rrggbb`. Where it cannot be read as text (4.5 to 1), pages use its nearest shade that can: darker on light pages, lighter on dark ones; pages in high contrast keep their own colours. */
            brand_color?: string;
            contact_email?: string;
            currency?: string;
            description?: string;
            /**
             * @description What pages are set in; nothing is fetched from elsewhere for it
             * @enum {string}
             */
            font?: "sans" | "serif" | "mono";
            /** @description Whether search engines may visit the organization's pages */
            is_crawled?: boolean;
            /** @enum {string} */
            kind?: "organization" | "agency";
            locale?: string;
            name: string;
            slug: string;
            time_zone?: string;
            website?: string;
        };
        OrganizationsOffer: {
            client_slug: string;
            /** @default null */
            permissions?: string[] | null;
            role: string;
        };
        OrganizationsOrganization: {
            brand_color: string;
            contact_email: string;
            /** Format: date-time */
            created_at: string;
            currency: string;
            description: string;
            font: string;
            /** Format: uuid */
            id: string;
            imprint_number: number | null;
            is_crawled: boolean;
            kind: string;
            locale: string;
            /** Format: uuid */
            logo_file_id: string | null;
            name: string;
            privacy_number: number | null;
            slug: string;
            state: string;
            /** @description The version of the terms of service that is in force */
            terms_number: number | null;
            time_zone: string;
            version: number;
            website: string;
        };
        OrganizationsOrganizationChange: {
            /** @description `#rrggbb`. Where it cannot be read as text (4.5 to 1), pages use its nearest shade that can: darker on light pages, lighter on dark ones; pages in high contrast keep their own colours. */
            brand_color?: string;
            contact_email?: string;
            currency?: string;
            description?: string;
            /**
             * @description What pages are set in; nothing is fetched from elsewhere for it
             * @enum {string}
             */
            font?: "sans" | "serif" | "mono";
            /** @description Whether search engines may visit the organization's pages */
            is_crawled?: boolean;
            locale?: string;
            name?: string;
            slug?: string;
            time_zone?: string;
            website?: string;
        };
        PaymentsBalance: {
            account: string;
            /** @description Debits are positive. */
            balance_minor: number;
            currency: string;
        };
        PaymentsCaptureFields: {
            /**
             * @description Without it all that is authorized and not yet collected.
             * @default null
             */
            amount_minor?: number | null;
        };
        PaymentsDecisionFields: {
            /** @description Kept with the payment and in the audit log. */
            reason: string;
        };
        PaymentsDelivery: {
            attempts: number;
            /** Format: uuid */
            connection_id: string;
            detail: string;
            /** Format: date-time */
            finished_at: string | null;
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            payment_id: string | null;
            /** Format: date-time */
            received_at: string;
            state: string;
        };
        PaymentsDeliveryPage: {
            items: components["schemas"]["PaymentsDelivery"][];
            next_cursor: string | null;
        };
        PaymentsFact: {
            amount_minor: number;
            currency: string;
            fault: string | null;
            kind: string;
            object_id: string;
            /** Format: date-time */
            occurred_at: string;
            source: string;
        };
        PaymentsLedgerEntry: {
            currency: string;
            /** Format: uuid */
            id: string;
            kind: string;
            lines: components["schemas"]["PaymentsLedgerLine"][];
            /** Format: date-time */
            occurred_at: string;
            /** Format: uuid */
            payment_id: string | null;
            /** Format: date-time */
            recorded_at: string;
        };
        PaymentsLedgerLine: {
            account: string;
            amount_minor: number;
        };
        PaymentsLedgerPage: {
            balances: components["schemas"]["PaymentsBalance"][];
            items: components["schemas"]["PaymentsLedgerEntry"][];
            next_cursor: string | null;
        };
        PaymentsOperation: {
            amount_minor: number;
            attempts: number;
            currency: string;
            error: string;
            /** Format: date-time */
            finished_at: string | null;
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "start" | "capture" | "void" | "refund";
            /** Format: date-time */
            planned_at: string;
            /** @enum {string} */
            state: "planned" | "sent" | "unknown" | "done" | "failed";
        };
        PaymentsPayment: {
            amount_minor: number;
            authorized_minor: number;
            /** Format: date-time */
            authorized_until: string | null;
            captured_minor: number;
            /** Format: uuid */
            connection_id: string;
            currency: string;
            dispute: string | null;
            disputed_minor: number;
            error_code: string | null;
            fee_minor: number;
            /** Format: uuid */
            id: string;
            /** @description Its state may still change by itself. */
            is_live: boolean;
            /** @description It may still be paid. */
            is_open: boolean;
            method: string | null;
            /** Format: date-time */
            opened_at: string;
            /** @description What the platform takes of it when it is collected in full. */
            platform_fee_minor: number;
            provider_ref: string | null;
            /** Format: uuid */
            reference: string;
            refunded_minor: number;
            review_decision: ("approved" | "refused") | null;
            /** @description Set while a mismatch keeps the payment from settling. */
            review_reason: string | null;
            /** Format: date-time */
            settled_at: string | null;
            state: string;
            /** @description Lies in another payment of the provider's that names this one; refusing sends it back. */
            stray_minor: number;
        };
        PaymentsPaymentDetails: {
            facts: components["schemas"]["PaymentsFact"][];
            /** @description What was asked of the provider, oldest first. */
            operations: components["schemas"]["PaymentsOperation"][];
            payment: components["schemas"]["PaymentsPayment"];
            refunds: components["schemas"]["PaymentsRefund"][];
        };
        PaymentsPaymentPage: {
            items: components["schemas"]["PaymentsPayment"][];
            next_cursor: string | null;
        };
        PaymentsPlatformFee: {
            /** @description Hundredths of a per cent. */
            basis_points: number;
            /** @description Currency → minor units on top. */
            fixed: {
                [key: string]: number;
            };
        };
        PaymentsRefund: {
            amount_minor: number;
            currency: string;
            /** Format: date-time */
            ended_at: string | null;
            error_code: string | null;
            /** Format: uuid */
            id: string;
            reason: string;
            /** Format: date-time */
            requested_at: string;
            state: string;
        };
        /** @description A problem document (RFC 9457). */
        Problem: {
            /** @description Never changes: programs may branch on it. */
            code: string;
            detail: string;
            /** @description Each field that is at fault. */
            errors?: components["schemas"]["ProblemField"][];
            /** @description The path that was asked for. */
            instance: string;
            /** @description Tell it when you ask for help. */
            request_id: string;
            status: number;
            title: string;
            /** Format: uri-reference */
            type: string;
        };
        ProblemField: {
            code: string;
            detail: string;
            /** @description A JSON Pointer; `?name` is a query parameter, `#Name` a header. */
            pointer: string;
        };
        TicketsPublicKey: {
            /** @description The second part of a code, before the dot. */
            key_id: string;
            /** @description Ed25519, 32 bytes in base64. */
            public_key: string;
        };
        TicketsPublicKeys: {
            items: components["schemas"]["TicketsPublicKey"][];
        };
        VenuesNewRoom: {
            capacity?: number | null;
            name: string;
            position?: number;
        };
        VenuesNewVenue: {
            accessibility?: string;
            city?: string;
            country?: string | null;
            latitude?: number | null;
            longitude?: number | null;
            name: string;
            postal_code?: string;
            region?: string;
            street?: string;
            /** Format: url */
            website?: string | null;
        };
        VenuesRoom: {
            capacity: number | null;
            /** Format: uuid */
            id: string;
            name: string;
            position: number;
            slug: string;
            /** Format: uuid */
            venue_id: string;
            version: number;
        };
        VenuesRoomChange: {
            capacity?: number | null;
            name?: string;
            position?: number;
        };
        VenuesRoomList: {
            items: components["schemas"]["VenuesRoom"][];
            next_cursor: string | null;
        };
        VenuesVenue: {
            accessibility: string;
            city: string;
            country: string | null;
            /** Format: uuid */
            id: string;
            is_archived: boolean;
            latitude: number | null;
            longitude: number | null;
            name: string;
            postal_code: string;
            region: string;
            street: string;
            version: number;
            website: string | null;
        };
        VenuesVenueChange: {
            accessibility?: string;
            city?: string;
            country?: string | null;
            latitude?: number | null;
            longitude?: number | null;
            name?: string;
            postal_code?: string;
            region?: string;
            street?: string;
            /** Format: url */
            website?: string | null;
        };
        VenuesVenuePage: {
            items: components["schemas"]["VenuesVenue"][];
            next_cursor: string | null;
        };
    };
    responses: {
        /** @description The request cannot be read. */
        BadRequest: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description This does not fit the present state; `code` says why. */
        Conflict: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Your role does not allow this. */
        Forbidden: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description This is no longer available. */
        Gone: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description There is nothing here, or nothing that you may see. */
        NotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Somebody changed this in the meantime. */
        PreconditionFailed: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Anything else that went wrong. */
        Problem: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The body is larger than we take. */
        RequestEntityTooLarge: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Too many requests; wait as `Retry-After` says. */
        TooManyRequests: {
            headers: {
                /** @description Seconds to wait. */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Nobody is signed in, or the token is no longer good. */
        Unauthorized: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Something in the request is not as it should be; `errors` names each field. */
        UnprocessableEntity: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The body is not of a media type that we take. */
        UnsupportedMediaType: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listAdapters: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {}
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ConnectionsAdapterList"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    changeEmail: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "token": "5mZ0m2pXhV1nq8YkWc3T"
                 *     }
                 */
                "application/json": components["schemas"]["IdentityLink"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "email": "ada@example.org"
                     *     }
                     */
                    "application/json": components["schemas"]["IdentityAddress"];
                };
            };
            400: components["responses"]["BadRequest"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    forgotPassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "ada@example.org"
                 *     }
                 */
                "application/json": components["schemas"]["IdentityAddress"];
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "email": "ada@example.org"
                     *     }
                     */
                    "application/json": components["schemas"]["IdentityAddress"];
                };
            };
            400: components["responses"]["BadRequest"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    getJwks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Cache-Control"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "keys": [
                     *         {
                     *           "kty": "kty",
                     *           "use": "use",
                     *           "alg": "alg",
                     *           "kid": "kid",
                     *           "n": "n",
                     *           "e": "e"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["IdentityJsonWebKeySet"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    refreshLogin: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The page that asks; browsers send it by themselves. A foreign one is refused.
                 * @example https://tickets.example.org
                 */
                Origin?: string;
                /**
                 * @description What the login's readable cookie holds.
                 * @example Zk3v0b1mRkqTq1d9p2n7
                 */
                "X-CSRF-Token"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "user_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "access_token": "access token",
                     *       "token_type": null,
                     *       "expires_in": 1,
                     *       "csrf_token": "csrf token"
                     *     }
                     */
                    "application/json": components["schemas"]["IdentityAccess"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    resetPassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "token": "5mZ0m2pXhV1nq8YkWc3T",
                 *       "password": "password"
                 *     }
                 */
                "application/json": components["schemas"]["IdentityNewPassword"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    signIn: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The page that asks; browsers send it by themselves. A foreign one is refused.
                 * @example https://tickets.example.org
                 */
                Origin?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "ada@example.org",
                 *       "password": "password"
                 *     }
                 */
                "application/json": components["schemas"]["IdentityCredentials"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "user_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "access_token": "access token",
                     *       "token_type": null,
                     *       "expires_in": 1,
                     *       "csrf_token": "csrf token"
                     *     }
                     */
                    "application/json": components["schemas"]["IdentityAccess"];
                };
            };
            400: components["responses"]["BadRequest"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    signOut: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The page that asks; browsers send it by themselves. A foreign one is refused.
                 * @example https://tickets.example.org
                 */
                Origin?: string;
                /**
                 * @description What the login's readable cookie holds.
                 * @example Zk3v0b1mRkqTq1d9p2n7
                 */
                "X-CSRF-Token"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    signOutEverywhere: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    signUp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "ada@example.org",
                 *       "password": "password",
                 *       "display_name": "display name",
                 *       "locale": "en",
                 *       "time_zone": "Europe/Brussels"
                 *     }
                 */
                "application/json": components["schemas"]["IdentitySignUp"];
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "email": "ada@example.org"
                     *     }
                     */
                    "application/json": components["schemas"]["IdentityAddress"];
                };
            };
            400: components["responses"]["BadRequest"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    verifyEmail: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "token": "5mZ0m2pXhV1nq8YkWc3T"
                 *     }
                 */
                "application/json": components["schemas"]["IdentityLink"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "email": "ada@example.org"
                     *     }
                     */
                    "application/json": components["schemas"]["IdentityAddress"];
                };
            };
            400: components["responses"]["BadRequest"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    resendVerificationMail: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "ada@example.org"
                 *     }
                 */
                "application/json": components["schemas"]["IdentityAddress"];
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "email": "ada@example.org"
                     *     }
                     */
                    "application/json": components["schemas"]["IdentityAddress"];
                };
            };
            400: components["responses"]["BadRequest"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    searchEvents: {
        parameters: {
            query?: {
                category?: string[];
                cursor?: string;
                free?: boolean;
                from?: string;
                kind?: ("in_person" | "online" | "hybrid")[];
                limit?: number;
                order?: "date" | "relevance";
                place?: string;
                q?: string;
                until?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "organization": {
                     *             "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *             "slug": "summer-festival",
                     *             "name": "Ada Lovelace"
                     *           },
                     *           "slug": "summer-festival",
                     *           "title": "Summer Festival",
                     *           "summary": "Three evenings of new music.",
                     *           "kind": "paid",
                     *           "state": "confirmed",
                     *           "starts_at": "2031-05-05T18:00:00Z",
                     *           "ends_at": "2031-05-05T18:00:00Z",
                     *           "time_zone": "Europe/Brussels",
                     *           "place": "place",
                     *           "category": "category",
                     *           "tags": [
                     *             "tag"
                     *           ],
                     *           "language": "en",
                     *           "price_minor": 3900,
                     *           "currency": "EUR"
                     *         }
                     *       ],
                     *       "next_cursor": "next cursor",
                     *       "kinds": [
                     *         {
                     *           "value": "value",
                     *           "count": 1
                     *         }
                     *       ],
                     *       "categories": [
                     *         {
                     *           "value": "value",
                     *           "count": 1
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["DiscoveryPublicEventPage"];
                };
            };
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    acceptInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "token": "5mZ0m2pXhV1nq8YkWc3T"
                 *     }
                 */
                "application/json": components["schemas"]["IdentityLink"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "organization_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "user_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "member_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317"
                     *     }
                     */
                    "application/json": components["schemas"]["IdentityAcceptedInvitation"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    acceptInvitationWithNewAccount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "token": "5mZ0m2pXhV1nq8YkWc3T",
                 *       "display_name": "display name",
                 *       "password": "password",
                 *       "locale": "en",
                 *       "time_zone": "Europe/Brussels"
                 *     }
                 */
                "application/json": components["schemas"]["IdentityNewAccount"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "organization_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "user_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "member_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317"
                     *     }
                     */
                    "application/json": components["schemas"]["IdentityAcceptedInvitation"];
                };
            };
            400: components["responses"]["BadRequest"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    lookUpInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "token": "5mZ0m2pXhV1nq8YkWc3T"
                 *     }
                 */
                "application/json": components["schemas"]["IdentityLink"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "organization_name": "organization name",
                     *       "organization_slug": "organization slug",
                     *       "email": "ada@example.org",
                     *       "role": "role",
                     *       "expires_at": "2031-05-05T18:00:00Z",
                     *       "has_account": false
                     *     }
                     */
                    "application/json": components["schemas"]["IdentityOpenInvitation"];
                };
            };
            400: components["responses"]["BadRequest"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    getMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /**
                     * @description The version, for `If-Match`.
                     * @example "7"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "email": "ada@example.org",
                     *       "display_name": "display name",
                     *       "locale": "en",
                     *       "time_zone": "Europe/Brussels",
                     *       "is_verified": false,
                     *       "created_at": "2031-05-05T18:00:00Z",
                     *       "version": 7
                     *     }
                     */
                    "application/json": components["schemas"]["IdentityPerson"];
                };
            };
            401: components["responses"]["Unauthorized"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    updateMe: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The `ETag` that you were given. If somebody changed it since, the answer is 412.
                 * @example "7"
                 */
                "If-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "display_name": "display name",
                 *       "locale": "en",
                 *       "time_zone": "Europe/Brussels"
                 *     }
                 */
                "application/json": components["schemas"]["IdentityPersonChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /**
                     * @description The version, for `If-Match`.
                     * @example "7"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "email": "ada@example.org",
                     *       "display_name": "display name",
                     *       "locale": "en",
                     *       "time_zone": "Europe/Brussels",
                     *       "is_verified": false,
                     *       "created_at": "2031-05-05T18:00:00Z",
                     *       "version": 7
                     *     }
                     */
                    "application/json": components["schemas"]["IdentityPerson"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    requestEmailChange: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "ada@example.org",
                 *       "present_password": "present password"
                 *     }
                 */
                "application/json": components["schemas"]["IdentityAddressChange"];
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "email": "ada@example.org"
                     *     }
                     */
                    "application/json": components["schemas"]["IdentityAddress"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    listMyFavourites: {
        parameters: {
            query?: {
                /** @description Show texts in this language where there are any */
                language?: string;
            };
            header?: {
                /**
                 * @description The languages that the reader understands, best first.
                 * @example de, en
                 */
                "Accept-Language"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "organization_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "since": "2031-05-05T18:00:00Z",
                     *           "event": {
                     *             "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *             "slug": "summer-festival",
                     *             "title": "Summer Festival",
                     *             "summary": "Three evenings of new music.",
                     *             "description": "Three evenings of new music.",
                     *             "language": "en",
                     *             "languages": [
                     *               "en"
                     *             ],
                     *             "kind": "in_person",
                     *             "visibility": "public",
                     *             "state": "draft",
                     *             "state_reason": "state reason",
                     *             "starts_at": "2031-05-05T18:00:00Z",
                     *             "ends_at": "2031-05-05T18:00:00Z",
                     *             "starts_local": "starts local",
                     *             "ends_local": "ends local",
                     *             "time_zone": "Europe/Brussels",
                     *             "location": {
                     *               "name": "Ada Lovelace",
                     *               "street": "Grote Markt 1",
                     *               "postal_code": "2000",
                     *               "city": "Antwerp",
                     *               "region": "Flanders",
                     *               "country": "BE",
                     *               "latitude": 51.2213,
                     *               "longitude": 4.4051
                     *             },
                     *             "cover_file_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *             "contact_name": "contact name",
                     *             "contact_email": "contact email",
                     *             "contact_phone": "+32 3 555 01 23",
                     *             "category": "category",
                     *             "tags": [
                     *               "tag"
                     *             ],
                     *             "fields": [
                     *               {
                     *                 "key": "key",
                     *                 "label": "label",
                     *                 "value": null
                     *               }
                     *             ],
                     *             "series_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *             "page_url": "page url",
                     *             "version": 7
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["EventsFavouriteList"];
                };
            };
            401: components["responses"]["Unauthorized"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    listMyFollowedOrganizers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "organization_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "slug": "summer-festival",
                     *           "name": "Ada Lovelace",
                     *           "since": "2031-05-05T18:00:00Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["EventsFollowedList"];
                };
            };
            401: components["responses"]["Unauthorized"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    listMyLogins: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "agent": "agent",
                     *           "address": "address",
                     *           "created_at": "2031-05-05T18:00:00Z",
                     *           "last_used_at": "2031-05-05T18:00:00Z",
                     *           "expires_at": "2031-05-05T18:00:00Z",
                     *           "is_current": false
                     *         }
                     *       ],
                     *       "next_cursor": "next cursor"
                     *     }
                     */
                    "application/json": components["schemas"]["IdentityLoginList"];
                };
            };
            401: components["responses"]["Unauthorized"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    deleteMyLogin: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                login_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    listMyOrganizations: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "slug": "summer-festival",
                     *           "name": "Ada Lovelace",
                     *           "kind": "paid",
                     *           "state": "confirmed",
                     *           "role": "role",
                     *           "agency_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317"
                     *         }
                     *       ],
                     *       "next_cursor": "next cursor"
                     *     }
                     */
                    "application/json": components["schemas"]["IdentityMyOrganizationList"];
                };
            };
            401: components["responses"]["Unauthorized"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    setMyPassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "present_password": "present password",
                 *       "password": "password"
                 *     }
                 */
                "application/json": components["schemas"]["IdentityPasswordChange"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    createOrganization: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "description": "Three evenings of new music.",
                 *       "website": "website",
                 *       "contact_email": "contact email",
                 *       "currency": "EUR",
                 *       "time_zone": "Europe/Brussels",
                 *       "locale": "en",
                 *       "brand_color": "brand c",
                 *       "font": "sans",
                 *       "is_crawled": false,
                 *       "name": "Ada Lovelace",
                 *       "slug": "summer-festival",
                 *       "kind": "organization"
                 *     }
                 */
                "application/json": components["schemas"]["OrganizationsNewOrganization"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "slug": "summer-festival",
                     *       "name": "Ada Lovelace",
                     *       "description": "Three evenings of new music.",
                     *       "website": "website",
                     *       "contact_email": "contact email",
                     *       "kind": "paid",
                     *       "state": "confirmed",
                     *       "currency": "EUR",
                     *       "time_zone": "Europe/Brussels",
                     *       "locale": "en",
                     *       "brand_color": "brand color",
                     *       "font": "font",
                     *       "logo_file_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "terms_number": 1,
                     *       "privacy_number": 1,
                     *       "imprint_number": 1,
                     *       "is_crawled": false,
                     *       "created_at": "2031-05-05T18:00:00Z",
                     *       "version": 7
                     *     }
                     */
                    "application/json": components["schemas"]["OrganizationsOrganization"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    getOrganization: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /**
                     * @description The version, for `If-Match`.
                     * @example "7"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "slug": "summer-festival",
                     *       "name": "Ada Lovelace",
                     *       "description": "Three evenings of new music.",
                     *       "website": "website",
                     *       "contact_email": "contact email",
                     *       "kind": "paid",
                     *       "state": "confirmed",
                     *       "currency": "EUR",
                     *       "time_zone": "Europe/Brussels",
                     *       "locale": "en",
                     *       "brand_color": "brand color",
                     *       "font": "font",
                     *       "logo_file_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "terms_number": 1,
                     *       "privacy_number": 1,
                     *       "imprint_number": 1,
                     *       "is_crawled": false,
                     *       "created_at": "2031-05-05T18:00:00Z",
                     *       "version": 7
                     *     }
                     */
                    "application/json": components["schemas"]["OrganizationsOrganization"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    updateOrganization: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The `ETag` that you were given. If somebody changed it since, the answer is 412.
                 * @example "7"
                 */
                "If-Match"?: string;
            };
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "description": "Three evenings of new music.",
                 *       "website": "website",
                 *       "contact_email": "contact email",
                 *       "currency": "EUR",
                 *       "time_zone": "Europe/Brussels",
                 *       "locale": "en",
                 *       "brand_color": "brand c",
                 *       "font": "sans",
                 *       "is_crawled": false,
                 *       "name": "Ada Lovelace",
                 *       "slug": "summer-festival"
                 *     }
                 */
                "application/json": components["schemas"]["OrganizationsOrganizationChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /**
                     * @description The version, for `If-Match`.
                     * @example "7"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "slug": "summer-festival",
                     *       "name": "Ada Lovelace",
                     *       "description": "Three evenings of new music.",
                     *       "website": "website",
                     *       "contact_email": "contact email",
                     *       "kind": "paid",
                     *       "state": "confirmed",
                     *       "currency": "EUR",
                     *       "time_zone": "Europe/Brussels",
                     *       "locale": "en",
                     *       "brand_color": "brand color",
                     *       "font": "font",
                     *       "logo_file_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "terms_number": 1,
                     *       "privacy_number": 1,
                     *       "imprint_number": 1,
                     *       "is_crawled": false,
                     *       "created_at": "2031-05-05T18:00:00Z",
                     *       "version": 7
                     *     }
                     */
                    "application/json": components["schemas"]["OrganizationsOrganization"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    getAccountingExports: {
        parameters: {
            query: {
                /** @description Which day of an entry counts: when it happened, or when it was booked; by the latter nothing is ever added to a period that is over. */
                by?: "occurred" | "recorded";
                /** @description DATEV holds one: the organization's without it. */
                currency?: "AED" | "AFN" | "ALL" | "AMD" | "ANG" | "AOA" | "ARS" | "AUD" | "AWG" | "AZN" | "BAM" | "BBD" | "BDT" | "BGN" | "BHD" | "BIF" | "BMD" | "BND" | "BOB" | "BOV" | "BRL" | "BSD" | "BTN" | "BWP" | "BYN" | "BZD" | "CAD" | "CDF" | "CHE" | "CHF" | "CHW" | "CLF" | "CLP" | "CNY" | "COP" | "COU" | "CRC" | "CUP" | "CVE" | "CZK" | "DJF" | "DKK" | "DOP" | "DZD" | "EGP" | "ERN" | "ETB" | "EUR" | "FJD" | "FKP" | "GBP" | "GEL" | "GHS" | "GIP" | "GMD" | "GNF" | "GTQ" | "GYD" | "HKD" | "HNL" | "HTG" | "HUF" | "IDR" | "ILS" | "INR" | "IQD" | "IRR" | "ISK" | "JMD" | "JOD" | "JPY" | "KES" | "KGS" | "KHR" | "KMF" | "KPW" | "KRW" | "KWD" | "KYD" | "KZT" | "LAK" | "LBP" | "LKR" | "LRD" | "LSL" | "LYD" | "MAD" | "MDL" | "MGA" | "MKD" | "MMK" | "MNT" | "MOP" | "MRU" | "MUR" | "MVR" | "MWK" | "MXN" | "MXV" | "MYR" | "MZN" | "NAD" | "NGN" | "NIO" | "NOK" | "NPR" | "NZD" | "OMR" | "PAB" | "PEN" | "PGK" | "PHP" | "PKR" | "PLN" | "PYG" | "QAR" | "RON" | "RSD" | "RUB" | "RWF" | "SAR" | "SBD" | "SCR" | "SDG" | "SEK" | "SGD" | "SHP" | "SLE" | "SOS" | "SRD" | "SSP" | "STN" | "SVC" | "SYP" | "SZL" | "THB" | "TJS" | "TMT" | "TND" | "TOP" | "TRY" | "TTD" | "TWD" | "TZS" | "UAH" | "UGX" | "USD" | "USN" | "UYI" | "UYU" | "UYW" | "UZS" | "VED" | "VES" | "VND" | "VUV" | "WST" | "XAF" | "XCD" | "XCG" | "XOF" | "XPF" | "YER" | "ZAR" | "ZMW" | "ZWG";
                format?: "csv" | "datev";
                from: string;
                /** @description The last day, included, where the organization is. */
                to: string;
            };
            header?: never;
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file, as it is made. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    getAccountingSettings: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /**
                     * @description The version, for `If-Match`.
                     * @example "7"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "chart": "chart",
                     *       "accounts": {
                     *         "revenue": "4400"
                     *       },
                     *       "tax_accounts": [
                     *         {
                     *           "rate_bp": 1,
                     *           "account": "4400",
                     *           "key": "key"
                     *         }
                     *       ],
                     *       "adviser_number": 1,
                     *       "client_number": 1,
                     *       "account_length": 1,
                     *       "fiscal_year_month": 1,
                     *       "is_final": false,
                     *       "version": 7
                     *     }
                     */
                    "application/json": components["schemas"]["AccountingBookSettings"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    setAccountingSettings: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The `ETag` that you were given. If somebody changed it since, the answer is 412.
                 * @example "7"
                 */
                "If-Match"?: string;
            };
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "chart": "skr03",
                 *       "accounts": {
                 *         "revenue": "4400"
                 *       },
                 *       "tax_accounts": [
                 *         {
                 *           "rate_bp": 1,
                 *           "account": "4400",
                 *           "key": "9"
                 *         }
                 *       ],
                 *       "adviser_number": 1001,
                 *       "client_number": 1,
                 *       "account_length": 4,
                 *       "fiscal_year_month": 1,
                 *       "is_final": false
                 *     }
                 */
                "application/json": components["schemas"]["AccountingBookSettingsFields"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /**
                     * @description The version, for `If-Match`.
                     * @example "7"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "chart": "chart",
                     *       "accounts": {
                     *         "revenue": "4400"
                     *       },
                     *       "tax_accounts": [
                     *         {
                     *           "rate_bp": 1,
                     *           "account": "4400",
                     *           "key": "key"
                     *         }
                     *       ],
                     *       "adviser_number": 1,
                     *       "client_number": 1,
                     *       "account_length": 1,
                     *       "fiscal_year_month": 1,
                     *       "is_final": false,
                     *       "version": 7
                     *     }
                     */
                    "application/json": components["schemas"]["AccountingBookSettings"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    listAgencyLinks: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "organization_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "agency_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "role": "role",
                     *           "permissions": [
                     *             "permission"
                     *           ],
                     *           "state": "confirmed",
                     *           "offered_at": "2031-05-05T18:00:00Z",
                     *           "accepted_at": "2031-05-05T18:00:00Z",
                     *           "ended_at": "2031-05-05T18:00:00Z",
                     *           "organization_name": "organization name",
                     *           "organization_slug": "organization slug",
                     *           "agency_name": "agency name",
                     *           "agency_slug": "agency slug"
                     *         }
                     *       ],
                     *       "next_cursor": "next cursor"
                     *     }
                     */
                    "application/json": components["schemas"]["OrganizationsAgencyLinkPage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    deleteAgencyLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                link_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    acceptAgencyLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                link_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "organization_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "agency_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "role": "role",
                     *       "permissions": [
                     *         "permission"
                     *       ],
                     *       "state": "confirmed",
                     *       "offered_at": "2031-05-05T18:00:00Z",
                     *       "accepted_at": "2031-05-05T18:00:00Z",
                     *       "ended_at": "2031-05-05T18:00:00Z",
                     *       "organization_name": "organization name",
                     *       "organization_slug": "organization slug",
                     *       "agency_name": "agency name",
                     *       "agency_slug": "agency slug"
                     *     }
                     */
                    "application/json": components["schemas"]["OrganizationsAgencyLink"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    getAgenda: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The code that opens a private event.
                 * @example friends-of-the-house
                 */
                "Turnout-Access-Code"?: string;
                /**
                 * @description The agenda's `secret`, from the answer that began it.
                 * @example 5mZ0m2pXhV1nq8YkWc3T
                 */
                "Turnout-Agenda-Secret": string;
            };
            path: {
                agenda_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "event_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "sessions": [
                     *         {
                     *           "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "event_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "title": "Summer Festival",
                     *           "subtitle": "subtitle",
                     *           "abstract": "abstract",
                     *           "description": "Three evenings of new music.",
                     *           "kind": "paid",
                     *           "language": "en",
                     *           "track_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "room_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "starts_at": "2031-05-05T18:00:00Z",
                     *           "ends_at": "2031-05-05T18:00:00Z",
                     *           "day": "2031-05-05",
                     *           "starts_local": "starts local",
                     *           "ends_local": "ends local",
                     *           "capacity": 1,
                     *           "state": "scheduled",
                     *           "slug": "summer-festival",
                     *           "url": "url",
                     *           "feedback_url": "feedback url",
                     *           "links": [
                     *             {
                     *               "href": "href",
                     *               "title": "Summer Festival"
                     *             }
                     *           ],
                     *           "attachments": [
                     *             {
                     *               "href": "href",
                     *               "title": "Summer Festival"
                     *             }
                     *           ],
                     *           "speaker_ids": [
                     *             "0190b1de-7c3a-7e52-9d41-6a2f0c8be317"
                     *           ],
                     *           "speaker_roles": [
                     *             "speaker role"
                     *           ],
                     *           "tags": [
                     *             "tag"
                     *           ],
                     *           "needs_registration": false,
                     *           "source_key": "source key",
                     *           "version": 7
                     *         }
                     *       ],
                     *       "clashes": [
                     *         {
                     *           "kind": "room",
                     *           "resource_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "first_session_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "second_session_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317"
                     *         }
                     *       ],
                     *       "feed_url": "feed url"
                     *     }
                     */
                    "application/json": components["schemas"]["EventsAgenda"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    renewAgendaFeed: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The code that opens a private event.
                 * @example friends-of-the-house
                 */
                "Turnout-Access-Code"?: string;
                /**
                 * @description The agenda's `secret`, from the answer that began it.
                 * @example 5mZ0m2pXhV1nq8YkWc3T
                 */
                "Turnout-Agenda-Secret": string;
            };
            path: {
                agenda_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "event_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "sessions": [
                     *         {
                     *           "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "event_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "title": "Summer Festival",
                     *           "subtitle": "subtitle",
                     *           "abstract": "abstract",
                     *           "description": "Three evenings of new music.",
                     *           "kind": "paid",
                     *           "language": "en",
                     *           "track_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "room_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "starts_at": "2031-05-05T18:00:00Z",
                     *           "ends_at": "2031-05-05T18:00:00Z",
                     *           "day": "2031-05-05",
                     *           "starts_local": "starts local",
                     *           "ends_local": "ends local",
                     *           "capacity": 1,
                     *           "state": "scheduled",
                     *           "slug": "summer-festival",
                     *           "url": "url",
                     *           "feedback_url": "feedback url",
                     *           "links": [
                     *             {
                     *               "href": "href",
                     *               "title": "Summer Festival"
                     *             }
                     *           ],
                     *           "attachments": [
                     *             {
                     *               "href": "href",
                     *               "title": "Summer Festival"
                     *             }
                     *           ],
                     *           "speaker_ids": [
                     *             "0190b1de-7c3a-7e52-9d41-6a2f0c8be317"
                     *           ],
                     *           "speaker_roles": [
                     *             "speaker role"
                     *           ],
                     *           "tags": [
                     *             "tag"
                     *           ],
                     *           "needs_registration": false,
                     *           "source_key": "source key",
                     *           "version": 7
                     *         }
                     *       ],
                     *       "clashes": [
                     *         {
                     *           "kind": "room",
                     *           "resource_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "first_session_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "second_session_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317"
                     *         }
                     *       ],
                     *       "feed_url": "feed url"
                     *     }
                     */
                    "application/json": components["schemas"]["EventsAgenda"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    getAgendaFeedIcs: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                agenda_id: string;
                mark: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A calendar to subscribe to */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/calendar": string;
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    setAgendaSession: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The code that opens a private event.
                 * @example friends-of-the-house
                 */
                "Turnout-Access-Code"?: string;
                /**
                 * @description The agenda's `secret`, from the answer that began it.
                 * @example 5mZ0m2pXhV1nq8YkWc3T
                 */
                "Turnout-Agenda-Secret": string;
            };
            path: {
                agenda_id: string;
                organization_id: string;
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "event_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "sessions": [
                     *         {
                     *           "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "event_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "title": "Summer Festival",
                     *           "subtitle": "subtitle",
                     *           "abstract": "abstract",
                     *           "description": "Three evenings of new music.",
                     *           "kind": "paid",
                     *           "language": "en",
                     *           "track_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "room_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "starts_at": "2031-05-05T18:00:00Z",
                     *           "ends_at": "2031-05-05T18:00:00Z",
                     *           "day": "2031-05-05",
                     *           "starts_local": "starts local",
                     *           "ends_local": "ends local",
                     *           "capacity": 1,
                     *           "state": "scheduled",
                     *           "slug": "summer-festival",
                     *           "url": "url",
                     *           "feedback_url": "feedback url",
                     *           "links": [
                     *             {
                     *               "href": "href",
                     *               "title": "Summer Festival"
                     *             }
                     *           ],
                     *           "attachments": [
                     *             {
                     *               "href": "href",
                     *               "title": "Summer Festival"
                     *             }
                     *           ],
                     *           "speaker_ids": [
                     *             "0190b1de-7c3a-7e52-9d41-6a2f0c8be317"
                     *           ],
                     *           "speaker_roles": [
                     *             "speaker role"
                     *           ],
                     *           "tags": [
                     *             "tag"
                     *           ],
                     *           "needs_registration": false,
                     *           "source_key": "source key",
                     *           "version": 7
                     *         }
                     *       ],
                     *       "clashes": [
                     *         {
                     *           "kind": "room",
                     *           "resource_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "first_session_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "second_session_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317"
                     *         }
                     *       ],
                     *       "feed_url": "feed url"
                     *     }
                     */
                    "application/json": components["schemas"]["EventsAgenda"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    deleteAgendaSession: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The agenda's `secret`, from the answer that began it.
                 * @example 5mZ0m2pXhV1nq8YkWc3T
                 */
                "Turnout-Agenda-Secret": string;
            };
            path: {
                agenda_id: string;
                organization_id: string;
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    listAuditEntries: {
        parameters: {
            query?: {
                action?: "insert" | "update" | "delete";
                actor?: string;
                cursor?: string;
                limit?: number;
                request_id?: string;
                row_id?: string;
                since?: string;
                table?: string;
                until?: string;
            };
            header?: never;
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "seq": 1,
                     *           "at": "2031-05-05T18:00:00Z",
                     *           "table": "table",
                     *           "row_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "action": "insert",
                     *           "before": {},
                     *           "after": {},
                     *           "actor": "actor",
                     *           "on_behalf_of": "on behalf of",
                     *           "request_id": "request id",
                     *           "is_sealed": false
                     *         }
                     *       ],
                     *       "next_cursor": "next cursor"
                     *     }
                     */
                    "application/json": components["schemas"]["AuditEntryPage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    getBuyerTerms: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /**
                     * @description The version, for `If-Match`.
                     * @example "7"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "refund": "refund",
                     *       "tiers": [
                     *         {
                     *           "days_before": 1,
                     *           "share_bp": 1
                     *         }
                     *       ],
                     *       "fee_minor": 1,
                     *       "fee_currency": "fee currency",
                     *       "changes_close_hours": 1,
                     *       "transfers_close_hours": 1,
                     *       "is_own": false,
                     *       "version": 7
                     *     }
                     */
                    "application/json": components["schemas"]["OrdersBuyerTerms"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    setBuyerTerms: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The `ETag` that you were given. If somebody changed it since, the answer is 412.
                 * @example "7"
                 */
                "If-Match"?: string;
            };
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "refund": "none",
                 *       "tiers": [
                 *         {
                 *           "days_before": 1,
                 *           "share_bp": 1
                 *         }
                 *       ],
                 *       "fee_minor": 1,
                 *       "fee_currency": "AED",
                 *       "changes_close_hours": 1,
                 *       "transfers_close_hours": 1
                 *     }
                 */
                "application/json": components["schemas"]["OrdersBuyerTermsFields"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /**
                     * @description The version, for `If-Match`.
                     * @example "7"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "refund": "refund",
                     *       "tiers": [
                     *         {
                     *           "days_before": 1,
                     *           "share_bp": 1
                     *         }
                     *       ],
                     *       "fee_minor": 1,
                     *       "fee_currency": "fee currency",
                     *       "changes_close_hours": 1,
                     *       "transfers_close_hours": 1,
                     *       "is_own": false,
                     *       "version": 7
                     *     }
                     */
                    "application/json": components["schemas"]["OrdersBuyerTerms"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    listClients: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "organization_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "agency_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "role": "role",
                     *           "permissions": [
                     *             "permission"
                     *           ],
                     *           "state": "confirmed",
                     *           "offered_at": "2031-05-05T18:00:00Z",
                     *           "accepted_at": "2031-05-05T18:00:00Z",
                     *           "ended_at": "2031-05-05T18:00:00Z",
                     *           "organization_name": "organization name",
                     *           "organization_slug": "organization slug",
                     *           "agency_name": "agency name",
                     *           "agency_slug": "agency slug"
                     *         }
                     *       ],
                     *       "next_cursor": "next cursor"
                     *     }
                     */
                    "application/json": components["schemas"]["OrganizationsAgencyLinkPage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    createClient: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "client_slug": "client slug",
                 *       "role": "role",
                 *       "permissions": [
                 *         "permission"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["OrganizationsOffer"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "organization_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "agency_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "role": "role",
                     *       "permissions": [
                     *         "permission"
                     *       ],
                     *       "state": "confirmed",
                     *       "offered_at": "2031-05-05T18:00:00Z",
                     *       "accepted_at": "2031-05-05T18:00:00Z",
                     *       "ended_at": "2031-05-05T18:00:00Z",
                     *       "organization_name": "organization name",
                     *       "organization_slug": "organization slug",
                     *       "agency_name": "agency name",
                     *       "agency_slug": "agency slug"
                     *     }
                     */
                    "application/json": components["schemas"]["OrganizationsAgencyLink"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    deleteClient: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                link_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    listConnections: {
        parameters: {
            query?: {
                kind?: "payments" | "sms" | "email" | "calendar" | "push" | "chat" | "storage" | "search" | "crm" | "challenge";
            };
            header?: never;
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "kind": "paid",
                     *           "adapter_key": "adapter key",
                     *           "name": "Ada Lovelace",
                     *           "mode": "mode",
                     *           "settings": {},
                     *           "secrets_set": [
                     *             "secrets set"
                     *           ],
                     *           "state": "confirmed",
                     *           "position": 1,
                     *           "collects": "collects",
                     *           "countries": [
                     *             "BE"
                     *           ],
                     *           "currencies": [
                     *             "EUR"
                     *           ],
                     *           "circuit": "closed",
                     *           "is_healthy": false,
                     *           "health_detail": "health detail",
                     *           "checked_at": "2031-05-05T18:00:00Z",
                     *           "version": 7
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ConnectionsConnectionList"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    createConnection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "kind": "payments",
                 *       "adapter_key": "adapter key",
                 *       "name": "Ada Lovelace",
                 *       "mode": "test",
                 *       "values": {},
                 *       "options": {
                 *         "collects": "at_once",
                 *         "countries": [
                 *           "BE"
                 *         ],
                 *         "currencies": [
                 *           "EUR"
                 *         ],
                 *         "position": 1
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["ConnectionsConnectionFields"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "kind": "paid",
                     *       "adapter_key": "adapter key",
                     *       "name": "Ada Lovelace",
                     *       "mode": "mode",
                     *       "settings": {},
                     *       "secrets_set": [
                     *         "secrets set"
                     *       ],
                     *       "state": "confirmed",
                     *       "position": 1,
                     *       "collects": "collects",
                     *       "countries": [
                     *         "BE"
                     *       ],
                     *       "currencies": [
                     *         "EUR"
                     *       ],
                     *       "circuit": "closed",
                     *       "is_healthy": false,
                     *       "health_detail": "health detail",
                     *       "checked_at": "2031-05-05T18:00:00Z",
                     *       "version": 7
                     *     }
                     */
                    "application/json": components["schemas"]["ConnectionsConnection"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    getConnection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                connection_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "kind": "paid",
                     *       "adapter_key": "adapter key",
                     *       "name": "Ada Lovelace",
                     *       "mode": "mode",
                     *       "settings": {},
                     *       "secrets_set": [
                     *         "secrets set"
                     *       ],
                     *       "state": "confirmed",
                     *       "position": 1,
                     *       "collects": "collects",
                     *       "countries": [
                     *         "BE"
                     *       ],
                     *       "currencies": [
                     *         "EUR"
                     *       ],
                     *       "circuit": "closed",
                     *       "is_healthy": false,
                     *       "health_detail": "health detail",
                     *       "checked_at": "2031-05-05T18:00:00Z",
                     *       "version": 7
                     *     }
                     */
                    "application/json": components["schemas"]["ConnectionsConnection"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    updateConnection: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The `ETag` that you were given. If somebody changed it since, the answer is 412.
                 * @example "7"
                 */
                "If-Match"?: string;
            };
            path: {
                connection_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Ada Lovelace",
                 *       "state": "active",
                 *       "values": {},
                 *       "options": {
                 *         "collects": "at_once",
                 *         "countries": [
                 *           "BE"
                 *         ],
                 *         "currencies": [
                 *           "EUR"
                 *         ],
                 *         "position": 1
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["ConnectionsConnectionChanges"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "kind": "paid",
                     *       "adapter_key": "adapter key",
                     *       "name": "Ada Lovelace",
                     *       "mode": "mode",
                     *       "settings": {},
                     *       "secrets_set": [
                     *         "secrets set"
                     *       ],
                     *       "state": "confirmed",
                     *       "position": 1,
                     *       "collects": "collects",
                     *       "countries": [
                     *         "BE"
                     *       ],
                     *       "currencies": [
                     *         "EUR"
                     *       ],
                     *       "circuit": "closed",
                     *       "is_healthy": false,
                     *       "health_detail": "health detail",
                     *       "checked_at": "2031-05-05T18:00:00Z",
                     *       "version": 7
                     *     }
                     */
                    "application/json": components["schemas"]["ConnectionsConnection"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    checkConnection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                connection_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "kind": "paid",
                     *       "adapter_key": "adapter key",
                     *       "name": "Ada Lovelace",
                     *       "mode": "mode",
                     *       "settings": {},
                     *       "secrets_set": [
                     *         "secrets set"
                     *       ],
                     *       "state": "confirmed",
                     *       "position": 1,
                     *       "collects": "collects",
                     *       "countries": [
                     *         "BE"
                     *       ],
                     *       "currencies": [
                     *         "EUR"
                     *       ],
                     *       "circuit": "closed",
                     *       "is_healthy": false,
                     *       "health_detail": "health detail",
                     *       "checked_at": "2031-05-05T18:00:00Z",
                     *       "version": 7
                     *     }
                     */
                    "application/json": components["schemas"]["ConnectionsConnection"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    getEventFields: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /**
                     * @description The version, for `If-Match`.
                     * @example "7"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "fields": [
                     *         {
                     *           "key": "key",
                     *           "label": "label",
                     *           "type": "type",
                     *           "help": "help",
                     *           "is_required": false,
                     *           "is_public": false,
                     *           "choices": [
                     *             "choice"
                     *           ]
                     *         }
                     *       ],
                     *       "version": 7
                     *     }
                     */
                    "application/json": components["schemas"]["EventsFieldSchema"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    setEventFields: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The `ETag` that you were given. If somebody changed it since, the answer is 412.
                 * @example "7"
                 */
                "If-Match"?: string;
            };
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "fields": [
                 *         {
                 *           "key": "key",
                 *           "label": "label",
                 *           "type": "text",
                 *           "help": "help",
                 *           "is_required": false,
                 *           "is_public": false,
                 *           "choices": [
                 *             "choice"
                 *           ]
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["EventsFieldSchemaChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /**
                     * @description The version, for `If-Match`.
                     * @example "7"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "fields": [
                     *         {
                     *           "key": "key",
                     *           "label": "label",
                     *           "type": "type",
                     *           "help": "help",
                     *           "is_required": false,
                     *           "is_public": false,
                     *           "choices": [
                     *             "choice"
                     *           ]
                     *         }
                     *       ],
                     *       "version": 7
                     *     }
                     */
                    "application/json": components["schemas"]["EventsFieldSchema"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    listEvents: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                state?: "draft" | "review" | "published" | "live" | "ended" | "cancelled" | "postponed" | "archived" | "deleted";
                templates?: boolean;
            };
            header?: never;
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "slug": "summer-festival",
                     *           "title": "Summer Festival",
                     *           "summary": "Three evenings of new music.",
                     *           "description": "Three evenings of new music.",
                     *           "kind": "in_person",
                     *           "visibility": "public",
                     *           "state": "draft",
                     *           "state_reason": "state reason",
                     *           "starts_at": "2031-05-05T18:00:00Z",
                     *           "ends_at": "2031-05-05T18:00:00Z",
                     *           "starts_local": "starts local",
                     *           "ends_local": "ends local",
                     *           "time_zone": "Europe/Brussels",
                     *           "venue_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "location": {
                     *             "name": "Ada Lovelace",
                     *             "street": "Grote Markt 1",
                     *             "postal_code": "2000",
                     *             "city": "Antwerp",
                     *             "region": "Flanders",
                     *             "country": "BE",
                     *             "latitude": 51.2213,
                     *             "longitude": 4.4051
                     *           },
                     *           "online_url": "online url",
                     *           "language": "en",
                     *           "cover_file_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "contact_email": "contact email",
                     *           "contact_name": "contact name",
                     *           "contact_phone": "+32 3 555 01 23",
                     *           "category": "category",
                     *           "tags": [
                     *             "tag"
                     *           ],
                     *           "custom": {},
                     *           "translations": {
                     *             "en": {
                     *               "title": "Summer Festival",
                     *               "summary": "Three evenings of new music.",
                     *               "description": "Three evenings of new music."
                     *             }
                     *           },
                     *           "is_template": false,
                     *           "series_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "occurrence_local": "occurrence local",
                     *           "is_detached": false,
                     *           "published_at": "2031-05-05T18:00:00Z",
                     *           "created_at": "2031-05-05T18:00:00Z",
                     *           "updated_at": "2031-05-05T18:00:00Z",
                     *           "version": 7
                     *         }
                     *       ],
                     *       "next_cursor": "next cursor"
                     *     }
                     */
                    "application/json": components["schemas"]["EventsEventPage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    createEvent: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Any text of your own, new for each thing to be done. The same key with the same body answers the same result for 24 hours, and nothing happens twice.
                 * @example 2b8f9c1e-purchase-1
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "summary": "Three evenings of new music.",
                 *       "description": "Three evenings of new music.",
                 *       "kind": "in_person",
                 *       "visibility": "public",
                 *       "starts_at": "2031-05-05T18:00:00Z",
                 *       "ends_at": "2031-05-05T18:00:00Z",
                 *       "time_zone": "Europe/Brussels",
                 *       "venue_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                 *       "location": {
                 *         "name": "Ada Lovelace",
                 *         "street": "Grote Markt 1",
                 *         "postal_code": "2000",
                 *         "city": "Antwerp",
                 *         "region": "Flanders",
                 *         "country": "BE",
                 *         "latitude": 51.2213,
                 *         "longitude": 4.4051
                 *       },
                 *       "online_url": "https://tickets.example.org/festival",
                 *       "language": "en",
                 *       "cover_file_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                 *       "contact_email": "ada@example.org",
                 *       "contact_name": "contact name",
                 *       "contact_phone": "+32 3 555 01 23",
                 *       "category": "category",
                 *       "tags": [
                 *         "tag"
                 *       ],
                 *       "custom": {},
                 *       "translations": {
                 *         "en": {
                 *           "title": "Summer Festival",
                 *           "summary": "Three evenings of new music.",
                 *           "description": "Three evenings of new music."
                 *         }
                 *       },
                 *       "title": "Summer Festival",
                 *       "slug": "summer-festival",
                 *       "is_template": false
                 *     }
                 */
                "application/json": components["schemas"]["EventsNewEvent"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "slug": "summer-festival",
                     *       "title": "Summer Festival",
                     *       "summary": "Three evenings of new music.",
                     *       "description": "Three evenings of new music.",
                     *       "kind": "in_person",
                     *       "visibility": "public",
                     *       "state": "draft",
                     *       "state_reason": "state reason",
                     *       "starts_at": "2031-05-05T18:00:00Z",
                     *       "ends_at": "2031-05-05T18:00:00Z",
                     *       "starts_local": "starts local",
                     *       "ends_local": "ends local",
                     *       "time_zone": "Europe/Brussels",
                     *       "venue_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "location": {
                     *         "name": "Ada Lovelace",
                     *         "street": "Grote Markt 1",
                     *         "postal_code": "2000",
                     *         "city": "Antwerp",
                     *         "region": "Flanders",
                     *         "country": "BE",
                     *         "latitude": 51.2213,
                     *         "longitude": 4.4051
                     *       },
                     *       "online_url": "online url",
                     *       "language": "en",
                     *       "cover_file_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "contact_email": "contact email",
                     *       "contact_name": "contact name",
                     *       "contact_phone": "+32 3 555 01 23",
                     *       "category": "category",
                     *       "tags": [
                     *         "tag"
                     *       ],
                     *       "custom": {},
                     *       "translations": {
                     *         "en": {
                     *           "title": "Summer Festival",
                     *           "summary": "Three evenings of new music.",
                     *           "description": "Three evenings of new music."
                     *         }
                     *       },
                     *       "is_template": false,
                     *       "series_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "occurrence_local": "occurrence local",
                     *       "is_detached": false,
                     *       "published_at": "2031-05-05T18:00:00Z",
                     *       "created_at": "2031-05-05T18:00:00Z",
                     *       "updated_at": "2031-05-05T18:00:00Z",
                     *       "version": 7
                     *     }
                     */
                    "application/json": components["schemas"]["EventsEvent"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    getEvent: {
        parameters: {
            query?: {
                /** @description Show texts in this language where there are any */
                language?: string;
            };
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /**
                     * @description The version, for `If-Match`.
                     * @example "7"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "slug": "summer-festival",
                     *       "title": "Summer Festival",
                     *       "summary": "Three evenings of new music.",
                     *       "description": "Three evenings of new music.",
                     *       "kind": "in_person",
                     *       "visibility": "public",
                     *       "state": "draft",
                     *       "state_reason": "state reason",
                     *       "starts_at": "2031-05-05T18:00:00Z",
                     *       "ends_at": "2031-05-05T18:00:00Z",
                     *       "starts_local": "starts local",
                     *       "ends_local": "ends local",
                     *       "time_zone": "Europe/Brussels",
                     *       "venue_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "location": {
                     *         "name": "Ada Lovelace",
                     *         "street": "Grote Markt 1",
                     *         "postal_code": "2000",
                     *         "city": "Antwerp",
                     *         "region": "Flanders",
                     *         "country": "BE",
                     *         "latitude": 51.2213,
                     *         "longitude": 4.4051
                     *       },
                     *       "online_url": "online url",
                     *       "language": "en",
                     *       "cover_file_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "contact_email": "contact email",
                     *       "contact_name": "contact name",
                     *       "contact_phone": "+32 3 555 01 23",
                     *       "category": "category",
                     *       "tags": [
                     *         "tag"
                     *       ],
                     *       "custom": {},
                     *       "translations": {
                     *         "en": {
                     *           "title": "Summer Festival",
                     *           "summary": "Three evenings of new music.",
                     *           "description": "Three evenings of new music."
                     *         }
                     *       },
                     *       "is_template": false,
                     *       "series_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "occurrence_local": "occurrence local",
                     *       "is_detached": false,
                     *       "published_at": "2031-05-05T18:00:00Z",
                     *       "created_at": "2031-05-05T18:00:00Z",
                     *       "updated_at": "2031-05-05T18:00:00Z",
                     *       "version": 7
                     *     }
                     */
                    "application/json": components["schemas"]["EventsEvent"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    deleteEvent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    updateEvent: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The `ETag` that you were given. If somebody changed it since, the answer is 412.
                 * @example "7"
                 */
                "If-Match"?: string;
            };
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "summary": "Three evenings of new music.",
                 *       "description": "Three evenings of new music.",
                 *       "kind": "in_person",
                 *       "visibility": "public",
                 *       "starts_at": "2031-05-05T18:00:00Z",
                 *       "ends_at": "2031-05-05T18:00:00Z",
                 *       "time_zone": "Europe/Brussels",
                 *       "venue_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                 *       "location": {
                 *         "name": "Ada Lovelace",
                 *         "street": "Grote Markt 1",
                 *         "postal_code": "2000",
                 *         "city": "Antwerp",
                 *         "region": "Flanders",
                 *         "country": "BE",
                 *         "latitude": 51.2213,
                 *         "longitude": 4.4051
                 *       },
                 *       "online_url": "https://tickets.example.org/festival",
                 *       "language": "en",
                 *       "cover_file_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                 *       "contact_email": "ada@example.org",
                 *       "contact_name": "contact name",
                 *       "contact_phone": "+32 3 555 01 23",
                 *       "category": "category",
                 *       "tags": [
                 *         "tag"
                 *       ],
                 *       "custom": {},
                 *       "translations": {
                 *         "en": {
                 *           "title": "Summer Festival",
                 *           "summary": "Three evenings of new music.",
                 *           "description": "Three evenings of new music."
                 *         }
                 *       },
                 *       "title": "Summer Festival",
                 *       "slug": "summer-festival"
                 *     }
                 */
                "application/json": components["schemas"]["EventsEventChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /**
                     * @description The version, for `If-Match`.
                     * @example "7"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "slug": "summer-festival",
                     *       "title": "Summer Festival",
                     *       "summary": "Three evenings of new music.",
                     *       "description": "Three evenings of new music.",
                     *       "kind": "in_person",
                     *       "visibility": "public",
                     *       "state": "draft",
                     *       "state_reason": "state reason",
                     *       "starts_at": "2031-05-05T18:00:00Z",
                     *       "ends_at": "2031-05-05T18:00:00Z",
                     *       "starts_local": "starts local",
                     *       "ends_local": "ends local",
                     *       "time_zone": "Europe/Brussels",
                     *       "venue_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "location": {
                     *         "name": "Ada Lovelace",
                     *         "street": "Grote Markt 1",
                     *         "postal_code": "2000",
                     *         "city": "Antwerp",
                     *         "region": "Flanders",
                     *         "country": "BE",
                     *         "latitude": 51.2213,
                     *         "longitude": 4.4051
                     *       },
                     *       "online_url": "online url",
                     *       "language": "en",
                     *       "cover_file_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "contact_email": "contact email",
                     *       "contact_name": "contact name",
                     *       "contact_phone": "+32 3 555 01 23",
                     *       "category": "category",
                     *       "tags": [
                     *         "tag"
                     *       ],
                     *       "custom": {},
                     *       "translations": {
                     *         "en": {
                     *           "title": "Summer Festival",
                     *           "summary": "Three evenings of new music.",
                     *           "description": "Three evenings of new music."
                     *         }
                     *       },
                     *       "is_template": false,
                     *       "series_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "occurrence_local": "occurrence local",
                     *       "is_detached": false,
                     *       "published_at": "2031-05-05T18:00:00Z",
                     *       "created_at": "2031-05-05T18:00:00Z",
                     *       "updated_at": "2031-05-05T18:00:00Z",
                     *       "version": 7
                     *     }
                     */
                    "application/json": components["schemas"]["EventsEvent"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    changeEventState: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                action: "send-back" | "publish" | "unpublish" | "cancel" | "postpone" | "archive" | "restore";
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "reason": "reason",
                 *       "orders": "keep"
                 *     }
                 */
                "application/json": components["schemas"]["EventsStep"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /**
                     * @description The version, for `If-Match`.
                     * @example "7"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "slug": "summer-festival",
                     *       "title": "Summer Festival",
                     *       "summary": "Three evenings of new music.",
                     *       "description": "Three evenings of new music.",
                     *       "kind": "in_person",
                     *       "visibility": "public",
                     *       "state": "draft",
                     *       "state_reason": "state reason",
                     *       "starts_at": "2031-05-05T18:00:00Z",
                     *       "ends_at": "2031-05-05T18:00:00Z",
                     *       "starts_local": "starts local",
                     *       "ends_local": "ends local",
                     *       "time_zone": "Europe/Brussels",
                     *       "venue_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "location": {
                     *         "name": "Ada Lovelace",
                     *         "street": "Grote Markt 1",
                     *         "postal_code": "2000",
                     *         "city": "Antwerp",
                     *         "region": "Flanders",
                     *         "country": "BE",
                     *         "latitude": 51.2213,
                     *         "longitude": 4.4051
                     *       },
                     *       "online_url": "online url",
                     *       "language": "en",
                     *       "cover_file_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "contact_email": "contact email",
                     *       "contact_name": "contact name",
                     *       "contact_phone": "+32 3 555 01 23",
                     *       "category": "category",
                     *       "tags": [
                     *         "tag"
                     *       ],
                     *       "custom": {},
                     *       "translations": {
                     *         "en": {
                     *           "title": "Summer Festival",
                     *           "summary": "Three evenings of new music.",
                     *           "description": "Three evenings of new music."
                     *         }
                     *       },
                     *       "is_template": false,
                     *       "series_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "occurrence_local": "occurrence local",
                     *       "is_detached": false,
                     *       "published_at": "2031-05-05T18:00:00Z",
                     *       "created_at": "2031-05-05T18:00:00Z",
                     *       "updated_at": "2031-05-05T18:00:00Z",
                     *       "version": 7
                     *     }
                     */
                    "application/json": components["schemas"]["EventsEvent"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    listEventAccessCodes: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "label": "label",
                     *           "email": "ada@example.org",
                     *           "expires_at": "2031-05-05T18:00:00Z",
                     *           "revoked_at": "2031-05-05T18:00:00Z",
                     *           "created_at": "2031-05-05T18:00:00Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["EventsAccessCodeList"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    createEventAccessCode: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "label": "label",
                 *       "code": "codexx",
                 *       "email": "ada@example.org",
                 *       "expires_at": "2031-05-05T18:00:00Z"
                 *     }
                 */
                "application/json": components["schemas"]["EventsNewAccessCode"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "access": {
                     *         "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *         "label": "label",
                     *         "email": "ada@example.org",
                     *         "expires_at": "2031-05-05T18:00:00Z",
                     *         "revoked_at": "2031-05-05T18:00:00Z",
                     *         "created_at": "2031-05-05T18:00:00Z"
                     *       },
                     *       "code": "code",
                     *       "url": "url"
                     *     }
                     */
                    "application/json": components["schemas"]["EventsMadeAccessCode"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    deleteEventAccessCode: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code_id: string;
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    getEventAgenda: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The code that opens a private event.
                 * @example friends-of-the-house
                 */
                "Turnout-Access-Code"?: string;
            };
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "event_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "sessions": [
                     *         {
                     *           "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "event_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "title": "Summer Festival",
                     *           "subtitle": "subtitle",
                     *           "abstract": "abstract",
                     *           "description": "Three evenings of new music.",
                     *           "kind": "paid",
                     *           "language": "en",
                     *           "track_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "room_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "starts_at": "2031-05-05T18:00:00Z",
                     *           "ends_at": "2031-05-05T18:00:00Z",
                     *           "day": "2031-05-05",
                     *           "starts_local": "starts local",
                     *           "ends_local": "ends local",
                     *           "capacity": 1,
                     *           "state": "scheduled",
                     *           "slug": "summer-festival",
                     *           "url": "url",
                     *           "feedback_url": "feedback url",
                     *           "links": [
                     *             {
                     *               "href": "href",
                     *               "title": "Summer Festival"
                     *             }
                     *           ],
                     *           "attachments": [
                     *             {
                     *               "href": "href",
                     *               "title": "Summer Festival"
                     *             }
                     *           ],
                     *           "speaker_ids": [
                     *             "0190b1de-7c3a-7e52-9d41-6a2f0c8be317"
                     *           ],
                     *           "speaker_roles": [
                     *             "speaker role"
                     *           ],
                     *           "tags": [
                     *             "tag"
                     *           ],
                     *           "needs_registration": false,
                     *           "source_key": "source key",
                     *           "version": 7
                     *         }
                     *       ],
                     *       "clashes": [
                     *         {
                     *           "kind": "room",
                     *           "resource_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "first_session_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "second_session_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317"
                     *         }
                     *       ],
                     *       "feed_url": "feed url"
                     *     }
                     */
                    "application/json": components["schemas"]["EventsAgenda"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    renewEventAgendaFeed: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The code that opens a private event.
                 * @example friends-of-the-house
                 */
                "Turnout-Access-Code"?: string;
            };
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "event_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "sessions": [
                     *         {
                     *           "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "event_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "title": "Summer Festival",
                     *           "subtitle": "subtitle",
                     *           "abstract": "abstract",
                     *           "description": "Three evenings of new music.",
                     *           "kind": "paid",
                     *           "language": "en",
                     *           "track_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "room_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "starts_at": "2031-05-05T18:00:00Z",
                     *           "ends_at": "2031-05-05T18:00:00Z",
                     *           "day": "2031-05-05",
                     *           "starts_local": "starts local",
                     *           "ends_local": "ends local",
                     *           "capacity": 1,
                     *           "state": "scheduled",
                     *           "slug": "summer-festival",
                     *           "url": "url",
                     *           "feedback_url": "feedback url",
                     *           "links": [
                     *             {
                     *               "href": "href",
                     *               "title": "Summer Festival"
                     *             }
                     *           ],
                     *           "attachments": [
                     *             {
                     *               "href": "href",
                     *               "title": "Summer Festival"
                     *             }
                     *           ],
                     *           "speaker_ids": [
                     *             "0190b1de-7c3a-7e52-9d41-6a2f0c8be317"
                     *           ],
                     *           "speaker_roles": [
                     *             "speaker role"
                     *           ],
                     *           "tags": [
                     *             "tag"
                     *           ],
                     *           "needs_registration": false,
                     *           "source_key": "source key",
                     *           "version": 7
                     *         }
                     *       ],
                     *       "clashes": [
                     *         {
                     *           "kind": "room",
                     *           "resource_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "first_session_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "second_session_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317"
                     *         }
                     *       ],
                     *       "feed_url": "feed url"
                     *     }
                     */
                    "application/json": components["schemas"]["EventsAgenda"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    setEventAgendaSession: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The code that opens a private event.
                 * @example friends-of-the-house
                 */
                "Turnout-Access-Code"?: string;
            };
            path: {
                event_id: string;
                organization_id: string;
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "event_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "sessions": [
                     *         {
                     *           "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "event_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "title": "Summer Festival",
                     *           "subtitle": "subtitle",
                     *           "abstract": "abstract",
                     *           "description": "Three evenings of new music.",
                     *           "kind": "paid",
                     *           "language": "en",
                     *           "track_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "room_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "starts_at": "2031-05-05T18:00:00Z",
                     *           "ends_at": "2031-05-05T18:00:00Z",
                     *           "day": "2031-05-05",
                     *           "starts_local": "starts local",
                     *           "ends_local": "ends local",
                     *           "capacity": 1,
                     *           "state": "scheduled",
                     *           "slug": "summer-festival",
                     *           "url": "url",
                     *           "feedback_url": "feedback url",
                     *           "links": [
                     *             {
                     *               "href": "href",
                     *               "title": "Summer Festival"
                     *             }
                     *           ],
                     *           "attachments": [
                     *             {
                     *               "href": "href",
                     *               "title": "Summer Festival"
                     *             }
                     *           ],
                     *           "speaker_ids": [
                     *             "0190b1de-7c3a-7e52-9d41-6a2f0c8be317"
                     *           ],
                     *           "speaker_roles": [
                     *             "speaker role"
                     *           ],
                     *           "tags": [
                     *             "tag"
                     *           ],
                     *           "needs_registration": false,
                     *           "source_key": "source key",
                     *           "version": 7
                     *         }
                     *       ],
                     *       "clashes": [
                     *         {
                     *           "kind": "room",
                     *           "resource_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "first_session_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "second_session_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317"
                     *         }
                     *       ],
                     *       "feed_url": "feed url"
                     *     }
                     */
                    "application/json": components["schemas"]["EventsAgenda"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    deleteEventAgendaSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    createEventAgenda: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The code that opens a private event.
                 * @example friends-of-the-house
                 */
                "Turnout-Access-Code"?: string;
            };
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "agenda": {
                     *         "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *         "event_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *         "sessions": [
                     *           {
                     *             "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *             "event_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *             "title": "Summer Festival",
                     *             "subtitle": "subtitle",
                     *             "abstract": "abstract",
                     *             "description": "Three evenings of new music.",
                     *             "kind": "paid",
                     *             "language": "en",
                     *             "track_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *             "room_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *             "starts_at": "2031-05-05T18:00:00Z",
                     *             "ends_at": "2031-05-05T18:00:00Z",
                     *             "day": "2031-05-05",
                     *             "starts_local": "starts local",
                     *             "ends_local": "ends local",
                     *             "capacity": 1,
                     *             "state": "scheduled",
                     *             "slug": "summer-festival",
                     *             "url": "url",
                     *             "feedback_url": "feedback url",
                     *             "links": [
                     *               {
                     *                 "href": "href",
                     *                 "title": "Summer Festival"
                     *               }
                     *             ],
                     *             "attachments": [
                     *               {
                     *                 "href": "href",
                     *                 "title": "Summer Festival"
                     *               }
                     *             ],
                     *             "speaker_ids": [
                     *               "0190b1de-7c3a-7e52-9d41-6a2f0c8be317"
                     *             ],
                     *             "speaker_roles": [
                     *               "speaker role"
                     *             ],
                     *             "tags": [
                     *               "tag"
                     *             ],
                     *             "needs_registration": false,
                     *             "source_key": "source key",
                     *             "version": 7
                     *           }
                     *         ],
                     *         "clashes": [
                     *           {
                     *             "kind": "room",
                     *             "resource_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *             "first_session_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *             "second_session_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317"
                     *           }
                     *         ],
                     *         "feed_url": "feed url"
                     *       },
                     *       "secret": "5mZ0m2pXhV1nq8YkWc3T"
                     *     }
                     */
                    "application/json": components["schemas"]["EventsGuestAgenda"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    listEventAttendees: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                q?: string;
                state?: "valid" | "void" | "refunded";
            };
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "ticket_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "order_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "order_number": "order number",
                     *           "attendee_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "ticket_type_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "name": "Ada Lovelace",
                     *           "email": "ada@example.org",
                     *           "state": "confirmed",
                     *           "is_transferred": false,
                     *           "issued_at": "2031-05-05T18:00:00Z",
                     *           "answers": {}
                     *         }
                     *       ],
                     *       "next_cursor": "next cursor"
                     *     }
                     */
                    "application/json": components["schemas"]["OrdersEventAttendeePage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    getEventBuyerTerms: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /**
                     * @description The version, for `If-Match`.
                     * @example "7"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "refund": "refund",
                     *       "tiers": [
                     *         {
                     *           "days_before": 1,
                     *           "share_bp": 1
                     *         }
                     *       ],
                     *       "fee_minor": 1,
                     *       "fee_currency": "fee currency",
                     *       "changes_close_hours": 1,
                     *       "transfers_close_hours": 1,
                     *       "is_own": false,
                     *       "version": 7
                     *     }
                     */
                    "application/json": components["schemas"]["OrdersBuyerTerms"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    setEventBuyerTerms: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The `ETag` that you were given. If somebody changed it since, the answer is 412.
                 * @example "7"
                 */
                "If-Match"?: string;
            };
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "refund": "none",
                 *       "tiers": [
                 *         {
                 *           "days_before": 1,
                 *           "share_bp": 1
                 *         }
                 *       ],
                 *       "fee_minor": 1,
                 *       "fee_currency": "AED",
                 *       "changes_close_hours": 1,
                 *       "transfers_close_hours": 1
                 *     }
                 */
                "application/json": components["schemas"]["OrdersBuyerTermsFields"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /**
                     * @description The version, for `If-Match`.
                     * @example "7"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "refund": "refund",
                     *       "tiers": [
                     *         {
                     *           "days_before": 1,
                     *           "share_bp": 1
                     *         }
                     *       ],
                     *       "fee_minor": 1,
                     *       "fee_currency": "fee currency",
                     *       "changes_close_hours": 1,
                     *       "transfers_close_hours": 1,
                     *       "is_own": false,
                     *       "version": 7
                     *     }
                     */
                    "application/json": components["schemas"]["OrdersBuyerTerms"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    deleteEventBuyerTerms: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The `ETag` that you were given. If somebody changed it since, the answer is 412.
                 * @example "7"
                 */
                "If-Match"?: string;
            };
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /**
                     * @description The version, for `If-Match`.
                     * @example "7"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "refund": "refund",
                     *       "tiers": [
                     *         {
                     *           "days_before": 1,
                     *           "share_bp": 1
                     *         }
                     *       ],
                     *       "fee_minor": 1,
                     *       "fee_currency": "fee currency",
                     *       "changes_close_hours": 1,
                     *       "transfers_close_hours": 1,
                     *       "is_own": false,
                     *       "version": 7
                     *     }
                     */
                    "application/json": components["schemas"]["OrdersBuyerTerms"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    listEventCheckinLists: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "name": "Ada Lovelace",
                     *           "is_default": false,
                     *           "ticket_type_ids": [
                     *             "0190b1de-7c3a-7e52-9d41-6a2f0c8be317"
                     *           ],
                     *           "once_per": "once per",
                     *           "time_zone": "Europe/Brussels",
                     *           "opens_at": "2031-05-05T18:00:00Z",
                     *           "closes_at": "2031-05-05T18:00:00Z",
                     *           "scope": "event",
                     *           "session_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "version": 7
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["CheckinLists"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    createEventCheckinList: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Ada Lovelace",
                 *       "ticket_type_ids": [
                 *         "0190b1de-7c3a-7e52-9d41-6a2f0c8be317"
                 *       ],
                 *       "once_per": "event",
                 *       "opens_at": "2031-05-05T18:00:00Z",
                 *       "closes_at": "2031-05-05T18:00:00Z",
                 *       "session_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317"
                 *     }
                 */
                "application/json": components["schemas"]["CheckinNewListFields"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "name": "Ada Lovelace",
                     *       "is_default": false,
                     *       "ticket_type_ids": [
                     *         "0190b1de-7c3a-7e52-9d41-6a2f0c8be317"
                     *       ],
                     *       "once_per": "once per",
                     *       "time_zone": "Europe/Brussels",
                     *       "opens_at": "2031-05-05T18:00:00Z",
                     *       "closes_at": "2031-05-05T18:00:00Z",
                     *       "scope": "event",
                     *       "session_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "version": 7
                     *     }
                     */
                    "application/json": components["schemas"]["CheckinList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    updateEventCheckinList: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The `ETag` that you were given. If somebody changed it since, the answer is 412.
                 * @example "7"
                 */
                "If-Match"?: string;
            };
            path: {
                event_id: string;
                list_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Ada Lovelace",
                 *       "ticket_type_ids": [
                 *         "0190b1de-7c3a-7e52-9d41-6a2f0c8be317"
                 *       ],
                 *       "opens_at": "2031-05-05T18:00:00Z",
                 *       "closes_at": "2031-05-05T18:00:00Z"
                 *     }
                 */
                "application/json": components["schemas"]["CheckinListUpdate"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /**
                     * @description The version, for `If-Match`.
                     * @example "7"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "name": "Ada Lovelace",
                     *       "is_default": false,
                     *       "ticket_type_ids": [
                     *         "0190b1de-7c3a-7e52-9d41-6a2f0c8be317"
                     *       ],
                     *       "once_per": "once per",
                     *       "time_zone": "Europe/Brussels",
                     *       "opens_at": "2031-05-05T18:00:00Z",
                     *       "closes_at": "2031-05-05T18:00:00Z",
                     *       "scope": "event",
                     *       "session_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "version": 7
                     *     }
                     */
                    "application/json": components["schemas"]["CheckinList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    listEventCheckins: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                list_id?: string;
            };
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "list_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "ticket_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "ticket_type_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "attendee_name": "attendee name",
                     *           "admitted_at": "2031-05-05T18:00:00Z",
                     *           "gate": "gate",
                     *           "device": "device",
                     *           "method": "scan",
                     *           "undone_at": "2031-05-05T18:00:00Z",
                     *           "undo_reason": "undo reason"
                     *         }
                     *       ],
                     *       "next_cursor": "next cursor"
                     *     }
                     */
                    "application/json": components["schemas"]["CheckinAdmissionPage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    createEventCheckin: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "code": "code",
                 *       "list_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                 *       "gate": "gate",
                 *       "device": "device",
                 *       "scan_id": "scan idx"
                 *     }
                 */
                "application/json": components["schemas"]["CheckinScanFields"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "verdict": "admitted",
                     *       "reason": "admitted",
                     *       "list_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "attendee_name": "attendee name",
                     *       "ticket_type": "ticket type",
                     *       "admission_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "admitted_at": "2031-05-05T18:00:00Z",
                     *       "gate": "gate",
                     *       "opens_at": "2031-05-05T18:00:00Z",
                     *       "closes_at": "2031-05-05T18:00:00Z",
                     *       "scan_id": "scan id"
                     *     }
                     */
                    "application/json": components["schemas"]["CheckinVerdict"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    undoEventCheckin: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                admission_id: string;
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "reason"
                 *     }
                 */
                "application/json": components["schemas"]["CheckinUndoFields"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    getEventCheckinsCounts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "lists": [
                     *         {
                     *           "list_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "name": "Ada Lovelace",
                     *           "session_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "registered": 1,
                     *           "entries": 1,
                     *           "parts": [
                     *             {
                     *               "ticket_type_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *               "gate": "gate",
                     *               "entries": 1,
                     *               "people": 1
                     *             }
                     *           ]
                     *         }
                     *       ],
                     *       "valid": [
                     *         {
                     *           "ticket_type_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "tickets": 1
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["CheckinFigures"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    createEventCheckinsStream: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "url": "url",
                     *       "expires_at": "2031-05-05T18:00:00Z"
                     *     }
                     */
                    "application/json": components["schemas"]["CheckinStream"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    listEventConflicts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "kind": "room",
                     *           "resource_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "first_session_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "second_session_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317"
                     *         }
                     *       ],
                     *       "next_cursor": "next cursor"
                     *     }
                     */
                    "application/json": components["schemas"]["EventsConflictList"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    createEventCopy: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Any text of your own, new for each thing to be done. The same key with the same body answers the same result for 24 hours, and nothing happens twice.
                 * @example 2b8f9c1e-purchase-1
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "title": "Summer Festival",
                 *       "slug": "summer-festival",
                 *       "starts_at": "2031-05-05T18:00:00Z",
                 *       "parts": [
                 *         "programme"
                 *       ],
                 *       "as_template": false
                 *     }
                 */
                "application/json": components["schemas"]["EventsNewCopy"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "slug": "summer-festival",
                     *       "title": "Summer Festival",
                     *       "summary": "Three evenings of new music.",
                     *       "description": "Three evenings of new music.",
                     *       "kind": "in_person",
                     *       "visibility": "public",
                     *       "state": "draft",
                     *       "state_reason": "state reason",
                     *       "starts_at": "2031-05-05T18:00:00Z",
                     *       "ends_at": "2031-05-05T18:00:00Z",
                     *       "starts_local": "starts local",
                     *       "ends_local": "ends local",
                     *       "time_zone": "Europe/Brussels",
                     *       "venue_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "location": {
                     *         "name": "Ada Lovelace",
                     *         "street": "Grote Markt 1",
                     *         "postal_code": "2000",
                     *         "city": "Antwerp",
                     *         "region": "Flanders",
                     *         "country": "BE",
                     *         "latitude": 51.2213,
                     *         "longitude": 4.4051
                     *       },
                     *       "online_url": "online url",
                     *       "language": "en",
                     *       "cover_file_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "contact_email": "contact email",
                     *       "contact_name": "contact name",
                     *       "contact_phone": "+32 3 555 01 23",
                     *       "category": "category",
                     *       "tags": [
                     *         "tag"
                     *       ],
                     *       "custom": {},
                     *       "translations": {
                     *         "en": {
                     *           "title": "Summer Festival",
                     *           "summary": "Three evenings of new music.",
                     *           "description": "Three evenings of new music."
                     *         }
                     *       },
                     *       "is_template": false,
                     *       "series_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "occurrence_local": "occurrence local",
                     *       "is_detached": false,
                     *       "published_at": "2031-05-05T18:00:00Z",
                     *       "created_at": "2031-05-05T18:00:00Z",
                     *       "updated_at": "2031-05-05T18:00:00Z",
                     *       "version": 7
                     *     }
                     */
                    "application/json": components["schemas"]["EventsEvent"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    setEventFavourite: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The code that opens a private event.
                 * @example friends-of-the-house
                 */
                "Turnout-Access-Code"?: string;
            };
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    deleteEventFavourite: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    getEventFeed: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The code that opens a private event.
                 * @example friends-of-the-house
                 */
                "Turnout-Access-Code"?: string;
            };
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "url": "url"
                     *     }
                     */
                    "application/json": components["schemas"]["EventsFeed"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    renewEventFeed: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "url": "url"
                     *     }
                     */
                    "application/json": components["schemas"]["EventsFeed"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    getEventFeedIcs: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                mark: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A calendar to subscribe to */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/calendar": string;
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    listEventFiles: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "event_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "file": {
                     *             "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *             "name": "Ada Lovelace",
                     *             "kind": "image",
                     *             "media_type": "image/png",
                     *             "bytes": 1,
                     *             "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *             "visibility": "private",
                     *             "scan": "none",
                     *             "placeholder": "placeholder",
                     *             "width": 1,
                     *             "height": 1,
                     *             "created_at": "2031-05-05T18:00:00Z"
                     *           },
                     *           "audience": "public",
                     *           "title": "Summer Festival",
                     *           "position": 1,
                     *           "version": 7,
                     *           "link": {
                     *             "url": "https://tickets.example.org/festival",
                     *             "expires_at": "2031-05-05T18:00:00Z"
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["FilesEventFileList"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    createEventFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "file_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                 *       "audience": "public",
                 *       "title": "Summer Festival",
                 *       "position": 1
                 *     }
                 */
                "application/json": components["schemas"]["FilesNewEventFile"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    /**
                     * @description The version, for `If-Match`.
                     * @example "7"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "event_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "file": {
                     *         "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *         "name": "Ada Lovelace",
                     *         "kind": "image",
                     *         "media_type": "image/png",
                     *         "bytes": 1,
                     *         "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *         "visibility": "private",
                     *         "scan": "none",
                     *         "placeholder": "placeholder",
                     *         "width": 1,
                     *         "height": 1,
                     *         "created_at": "2031-05-05T18:00:00Z"
                     *       },
                     *       "audience": "public",
                     *       "title": "Summer Festival",
                     *       "position": 1,
                     *       "version": 7,
                     *       "link": {
                     *         "url": "https://tickets.example.org/festival",
                     *         "expires_at": "2031-05-05T18:00:00Z"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["FilesEventFile"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    deleteEventFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_file_id: string;
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    updateEventFile: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The `ETag` that you were given. If somebody changed it since, the answer is 412.
                 * @example "7"
                 */
                "If-Match"?: string;
            };
            path: {
                event_file_id: string;
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "audience": "public",
                 *       "title": "Summer Festival",
                 *       "position": 1
                 *     }
                 */
                "application/json": components["schemas"]["FilesEventFileChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /**
                     * @description The version, for `If-Match`.
                     * @example "7"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "event_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "file": {
                     *         "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *         "name": "Ada Lovelace",
                     *         "kind": "image",
                     *         "media_type": "image/png",
                     *         "bytes": 1,
                     *         "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *         "visibility": "private",
                     *         "scan": "none",
                     *         "placeholder": "placeholder",
                     *         "width": 1,
                     *         "height": 1,
                     *         "created_at": "2031-05-05T18:00:00Z"
                     *       },
                     *       "audience": "public",
                     *       "title": "Summer Festival",
                     *       "position": 1,
                     *       "version": 7,
                     *       "link": {
                     *         "url": "https://tickets.example.org/festival",
                     *         "expires_at": "2031-05-05T18:00:00Z"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["FilesEventFile"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    getEventForm: {
        parameters: {
            query?: {
                language?: string;
            };
            header?: {
                /**
                 * @description The code that opens a private event.
                 * @example friends-of-the-house
                 */
                "Turnout-Access-Code"?: string;
            };
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "version_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "version": 7,
                     *       "questions": [
                     *         {
                     *           "key": "key",
                     *           "type": "type",
                     *           "scope": "scope",
                     *           "label": "label",
                     *           "help": "help",
                     *           "required": false,
                     *           "ticket_type_ids": [
                     *             "ticket type id"
                     *           ],
                     *           "show_if": {},
                     *           "require_if": {},
                     *           "options": [
                     *             {
                     *               "value": "value",
                     *               "label": "label"
                     *             }
                     *           ],
                     *           "minimum_length": 1,
                     *           "maximum_length": 1,
                     *           "pattern": "pattern",
                     *           "minimum": "minimum",
                     *           "maximum": "maximum",
                     *           "decimals": 1,
                     *           "minimum_choices": 1,
                     *           "maximum_choices": 1,
                     *           "steps": 1,
                     *           "text": "text",
                     *           "text_version": "text version"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["CatalogShownForm"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    listEventInvitations: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                state?: "invited" | "opened" | "withdrawn" | "expired";
            };
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "email": "ada@example.org",
                     *           "name": "Ada Lovelace",
                     *           "locale": "en",
                     *           "state": "invited",
                     *           "sent": 1,
                     *           "created_at": "2031-05-05T18:00:00Z",
                     *           "asked_at": "2031-05-05T18:00:00Z",
                     *           "mailed_at": "2031-05-05T18:00:00Z",
                     *           "opened_at": "2031-05-05T18:00:00Z",
                     *           "withdrawn_at": "2031-05-05T18:00:00Z",
                     *           "expires_at": "2031-05-05T18:00:00Z"
                     *         }
                     *       ],
                     *       "next_cursor": "next cursor"
                     *     }
                     */
                    "application/json": components["schemas"]["EventsEventInvitationPage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    createEventInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "guests": [
                 *         {
                 *           "email": "ada@example.org",
                 *           "name": "Ada Lovelace"
                 *         }
                 *       ],
                 *       "locale": "en",
                 *       "expires_at": "2031-05-05T18:00:00Z"
                 *     }
                 */
                "application/json": components["schemas"]["EventsNewEventInvitations"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "invited": [
                     *         {
                     *           "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "email": "ada@example.org",
                     *           "name": "Ada Lovelace",
                     *           "locale": "en",
                     *           "state": "invited",
                     *           "sent": 1,
                     *           "created_at": "2031-05-05T18:00:00Z",
                     *           "asked_at": "2031-05-05T18:00:00Z",
                     *           "mailed_at": "2031-05-05T18:00:00Z",
                     *           "opened_at": "2031-05-05T18:00:00Z",
                     *           "withdrawn_at": "2031-05-05T18:00:00Z",
                     *           "expires_at": "2031-05-05T18:00:00Z"
                     *         }
                     *       ],
                     *       "known": [
                     *         {
                     *           "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "email": "ada@example.org",
                     *           "name": "Ada Lovelace",
                     *           "locale": "en",
                     *           "state": "invited",
                     *           "sent": 1,
                     *           "created_at": "2031-05-05T18:00:00Z",
                     *           "asked_at": "2031-05-05T18:00:00Z",
                     *           "mailed_at": "2031-05-05T18:00:00Z",
                     *           "opened_at": "2031-05-05T18:00:00Z",
                     *           "withdrawn_at": "2031-05-05T18:00:00Z",
                     *           "expires_at": "2031-05-05T18:00:00Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["EventsInvited"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    deleteEventInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                event_invitation_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    resendEventInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                event_invitation_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "email": "ada@example.org",
                     *       "name": "Ada Lovelace",
                     *       "locale": "en",
                     *       "state": "invited",
                     *       "sent": 1,
                     *       "created_at": "2031-05-05T18:00:00Z",
                     *       "asked_at": "2031-05-05T18:00:00Z",
                     *       "mailed_at": "2031-05-05T18:00:00Z",
                     *       "opened_at": "2031-05-05T18:00:00Z",
                     *       "withdrawn_at": "2031-05-05T18:00:00Z",
                     *       "expires_at": "2031-05-05T18:00:00Z"
                     *     }
                     */
                    "application/json": components["schemas"]["EventsEventInvitation"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    listEventOffers: {
        parameters: {
            query?: {
                /** @description A language tag; texts fall back to the event's own. */
                language?: string;
                /** @description Hidden ticket types that a link names. */
                ticket_type_id?: string[];
            };
            header?: {
                /**
                 * @description The code that opens a private event.
                 * @example friends-of-the-house
                 */
                "Turnout-Access-Code"?: string;
            };
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "at": "2031-05-05T18:00:00Z",
                     *       "is_open": false,
                     *       "items": [
                     *         {
                     *           "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "name": "Ada Lovelace",
                     *           "description": "Three evenings of new music.",
                     *           "benefits": [
                     *             "benefit"
                     *           ],
                     *           "kind": "paid",
                     *           "sold_as": "sold as",
                     *           "price_minor": 3900,
                     *           "minimum_price_minor": 1,
                     *           "currency": "EUR",
                     *           "tax_rate_bp": 1900,
                     *           "places": 1,
                     *           "minimum_per_order": 1,
                     *           "maximum_per_order": 1,
                     *           "maximum_per_person": 1,
                     *           "maximum_per_ticket": 1,
                     *           "add_on_to": [
                     *             "0190b1de-7c3a-7e52-9d41-6a2f0c8be317"
                     *           ],
                     *           "parts": [
                     *             {
                     *               "ticket_type_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *               "quantity": 1
                     *             }
                     *           ],
                     *           "sales_start_at": "2031-05-05T18:00:00Z",
                     *           "sales_end_at": "2031-05-05T18:00:00Z",
                     *           "state": "confirmed",
                     *           "position": 1,
                     *           "admits_to": [
                     *             {
                     *               "event_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *               "title": "Summer Festival",
                     *               "slug": "summer-festival",
                     *               "starts_at": "2031-05-05T18:00:00Z",
                     *               "ends_at": "2031-05-05T18:00:00Z",
                     *               "time_zone": "Europe/Brussels"
                     *             }
                     *           ],
                     *           "seats": {
                     *             "0190b1de-7c3a-7e52-9d41-6a2f0c8be317": 1
                     *           },
                     *           "is_available": false,
                     *           "why_not": "event-closed",
                     *           "left": 1
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["InventoryShop"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    listEventOrderActions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "step": "cancel",
                     *           "orders": "keep",
                     *           "reason": "reason",
                     *           "total": 1,
                     *           "handled": 1,
                     *           "failed": 1,
                     *           "created_at": "2031-05-05T18:00:00Z",
                     *           "done_at": "2031-05-05T18:00:00Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["EventsOrderActionList"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    listEventPaymentPlans: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "event_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "name": "Ada Lovelace",
                     *           "currency": "EUR",
                     *           "deposit_bp": 1,
                     *           "deposit_minor": 1,
                     *           "instalments": [
                     *             {
                     *               "days": 1,
                     *               "on": "2031-05-05"
                     *             }
                     *           ],
                     *           "last_days_before": 1,
                     *           "grace_days": 1,
                     *           "reminder_days": 1,
                     *           "minimum_minor": 1,
                     *           "keeps_deposit": false,
                     *           "is_active": false,
                     *           "version": 7
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["OrdersPlanList"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    createEventPaymentPlan: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Ada Lovelace",
                 *       "currency": "AED",
                 *       "deposit_bp": 1,
                 *       "deposit_minor": 1,
                 *       "instalments": [
                 *         {
                 *           "days": 1,
                 *           "on": "2031-05-05"
                 *         }
                 *       ],
                 *       "last_days_before": 1,
                 *       "grace_days": 1,
                 *       "reminder_days": 1,
                 *       "minimum_minor": 1,
                 *       "keeps_deposit": false,
                 *       "is_active": true
                 *     }
                 */
                "application/json": components["schemas"]["OrdersPlanFields"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    /**
                     * @description The version, for `If-Match`.
                     * @example "7"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "event_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "name": "Ada Lovelace",
                     *       "currency": "EUR",
                     *       "deposit_bp": 1,
                     *       "deposit_minor": 1,
                     *       "instalments": [
                     *         {
                     *           "days": 1,
                     *           "on": "2031-05-05"
                     *         }
                     *       ],
                     *       "last_days_before": 1,
                     *       "grace_days": 1,
                     *       "reminder_days": 1,
                     *       "minimum_minor": 1,
                     *       "keeps_deposit": false,
                     *       "is_active": false,
                     *       "version": 7
                     *     }
                     */
                    "application/json": components["schemas"]["OrdersPlan"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    deleteEventPaymentPlan: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The `ETag` that you were given. If somebody changed it since, the answer is 412.
                 * @example "7"
                 */
                "If-Match"?: string;
            };
            path: {
                event_id: string;
                organization_id: string;
                plan_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    updateEventPaymentPlan: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The `ETag` that you were given. If somebody changed it since, the answer is 412.
                 * @example "7"
                 */
                "If-Match"?: string;
            };
            path: {
                event_id: string;
                organization_id: string;
                plan_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Ada Lovelace",
                 *       "currency": "AED",
                 *       "deposit_bp": 1,
                 *       "deposit_minor": 1,
                 *       "instalments": [
                 *         {
                 *           "days": 1,
                 *           "on": "2031-05-05"
                 *         }
                 *       ],
                 *       "last_days_before": 1,
                 *       "grace_days": 1,
                 *       "reminder_days": 1,
                 *       "minimum_minor": 1,
                 *       "keeps_deposit": false,
                 *       "is_active": false
                 *     }
                 */
                "application/json": components["schemas"]["OrdersPlanChanges"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /**
                     * @description The version, for `If-Match`.
                     * @example "7"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "event_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "name": "Ada Lovelace",
                     *       "currency": "EUR",
                     *       "deposit_bp": 1,
                     *       "deposit_minor": 1,
                     *       "instalments": [
                     *         {
                     *           "days": 1,
                     *           "on": "2031-05-05"
                     *         }
                     *       ],
                     *       "last_days_before": 1,
                     *       "grace_days": 1,
                     *       "reminder_days": 1,
                     *       "minimum_minor": 1,
                     *       "keeps_deposit": false,
                     *       "is_active": false,
                     *       "version": 7
                     *     }
                     */
                    "application/json": components["schemas"]["OrdersPlan"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    getEventPaymentTerms: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /**
                     * @description The version, for `If-Match`.
                     * @example "7"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "longest_pending_seconds": 1,
                     *       "version": 7
                     *     }
                     */
                    "application/json": components["schemas"]["OrdersTerms"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    setEventPaymentTerms: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The `ETag` that you were given. If somebody changed it since, the answer is 412.
                 * @example "7"
                 */
                "If-Match"?: string;
            };
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "longest_pending_seconds": 1
                 *     }
                 */
                "application/json": components["schemas"]["OrdersTermsFields"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /**
                     * @description The version, for `If-Match`.
                     * @example "7"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "longest_pending_seconds": 1,
                     *       "version": 7
                     *     }
                     */
                    "application/json": components["schemas"]["OrdersTerms"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    listEventPools: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "name": "Ada Lovelace",
                     *           "capacity": 1,
                     *           "taken": 1,
                     *           "reserved": 1,
                     *           "remaining": 1,
                     *           "version": 7
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["InventoryPoolList"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    createEventPool: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Ada Lovelace",
                 *       "capacity": 1
                 *     }
                 */
                "application/json": components["schemas"]["InventoryPoolFields"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "name": "Ada Lovelace",
                     *       "capacity": 1,
                     *       "taken": 1,
                     *       "reserved": 1,
                     *       "remaining": 1,
                     *       "version": 7
                     *     }
                     */
                    "application/json": components["schemas"]["InventoryPool"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    deleteEventPool: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The `ETag` that you were given. If somebody changed it since, the answer is 412.
                 * @example "7"
                 */
                "If-Match"?: string;
            };
            path: {
                event_id: string;
                organization_id: string;
                pool_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    updateEventPool: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The `ETag` that you were given. If somebody changed it since, the answer is 412.
                 * @example "7"
                 */
                "If-Match"?: string;
            };
            path: {
                event_id: string;
                organization_id: string;
                pool_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Ada Lovelace",
                 *       "capacity": 1
                 *     }
                 */
                "application/json": components["schemas"]["InventoryPoolChanges"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /**
                     * @description The version, for `If-Match`.
                     * @example "7"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "name": "Ada Lovelace",
                     *       "capacity": 1,
                     *       "taken": 1,
                     *       "reserved": 1,
                     *       "remaining": 1,
                     *       "version": 7
                     *     }
                     */
                    "application/json": components["schemas"]["InventoryPool"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    getEventPreviewedShop: {
        parameters: {
            query?: {
                /** @description The instant to look at; now without it. */
                at?: string;
                /** @description A language tag; texts fall back to the event's own. */
                language?: string;
                /** @description Hidden ticket types that a link names. */
                ticket_type_id?: string[];
            };
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "title": "Summer Festival",
                     *       "starts_at": "2031-05-05T18:00:00Z",
                     *       "ends_at": "2031-05-05T18:00:00Z",
                     *       "time_zone": "Europe/Brussels",
                     *       "shop": {
                     *         "at": "2031-05-05T18:00:00Z",
                     *         "is_open": false,
                     *         "items": [
                     *           {
                     *             "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *             "name": "Ada Lovelace",
                     *             "description": "Three evenings of new music.",
                     *             "benefits": [
                     *               "benefit"
                     *             ],
                     *             "kind": "paid",
                     *             "sold_as": "sold as",
                     *             "price_minor": 3900,
                     *             "minimum_price_minor": 1,
                     *             "currency": "EUR",
                     *             "tax_rate_bp": 1900,
                     *             "places": 1,
                     *             "minimum_per_order": 1,
                     *             "maximum_per_order": 1,
                     *             "maximum_per_person": 1,
                     *             "maximum_per_ticket": 1,
                     *             "add_on_to": [
                     *               "0190b1de-7c3a-7e52-9d41-6a2f0c8be317"
                     *             ],
                     *             "parts": [
                     *               {
                     *                 "ticket_type_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *                 "quantity": 1
                     *               }
                     *             ],
                     *             "sales_start_at": "2031-05-05T18:00:00Z",
                     *             "sales_end_at": "2031-05-05T18:00:00Z",
                     *             "state": "confirmed",
                     *             "position": 1,
                     *             "admits_to": [
                     *               {
                     *                 "event_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *                 "title": "Summer Festival",
                     *                 "slug": "summer-festival",
                     *                 "starts_at": "2031-05-05T18:00:00Z",
                     *                 "ends_at": "2031-05-05T18:00:00Z",
                     *                 "time_zone": "Europe/Brussels"
                     *               }
                     *             ],
                     *             "seats": {
                     *               "0190b1de-7c3a-7e52-9d41-6a2f0c8be317": 1
                     *             },
                     *             "is_available": false,
                     *             "why_not": "event-closed",
                     *             "left": 1
                     *           }
                     *         ]
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["InventoryPreviewedShop"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    getEventProgramme: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The code that opens a private event.
                 * @example friends-of-the-house
                 */
                "Turnout-Access-Code"?: string;
            };
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "event_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "title": "Summer Festival",
                     *       "time_zone": "Europe/Brussels",
                     *       "days": [
                     *         "2031-05-05"
                     *       ],
                     *       "rooms": [
                     *         {
                     *           "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "name": "Ada Lovelace",
                     *           "slug": "summer-festival",
                     *           "capacity": 1
                     *         }
                     *       ],
                     *       "tracks": [
                     *         {
                     *           "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "name": "Ada Lovelace",
                     *           "colour": "#b45309",
                     *           "position": 1
                     *         }
                     *       ],
                     *       "speakers": [
                     *         {
                     *           "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "name": "Ada Lovelace",
                     *           "biography": "biography",
                     *           "professional_title": "professional title",
                     *           "company": "company",
                     *           "photo_file_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "links": [
                     *             {
                     *               "href": "href",
                     *               "title": "Summer Festival"
                     *             }
                     *           ]
                     *         }
                     *       ],
                     *       "sessions": [
                     *         {
                     *           "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "event_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "title": "Summer Festival",
                     *           "subtitle": "subtitle",
                     *           "abstract": "abstract",
                     *           "description": "Three evenings of new music.",
                     *           "kind": "paid",
                     *           "language": "en",
                     *           "track_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "room_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "starts_at": "2031-05-05T18:00:00Z",
                     *           "ends_at": "2031-05-05T18:00:00Z",
                     *           "day": "2031-05-05",
                     *           "starts_local": "starts local",
                     *           "ends_local": "ends local",
                     *           "capacity": 1,
                     *           "state": "scheduled",
                     *           "slug": "summer-festival",
                     *           "url": "url",
                     *           "feedback_url": "feedback url",
                     *           "links": [
                     *             {
                     *               "href": "href",
                     *               "title": "Summer Festival"
                     *             }
                     *           ],
                     *           "attachments": [
                     *             {
                     *               "href": "href",
                     *               "title": "Summer Festival"
                     *             }
                     *           ],
                     *           "speaker_ids": [
                     *             "0190b1de-7c3a-7e52-9d41-6a2f0c8be317"
                     *           ],
                     *           "speaker_roles": [
                     *             "speaker role"
                     *           ],
                     *           "tags": [
                     *             "tag"
                     *           ],
                     *           "needs_registration": false,
                     *           "source_key": "source key",
                     *           "version": 7
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["EventsProgramme"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    getEventProgrammeCsv: {
        parameters: {
            query?: {
                /** @description Show texts in this language where there are any */
                language?: string;
            };
            header?: {
                /**
                 * @description The languages that the reader understands, best first.
                 * @example de, en
                 */
                "Accept-Language"?: string;
                /**
                 * @description The code that opens a private event.
                 * @example friends-of-the-house
                 */
                "Turnout-Access-Code"?: string;
            };
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A table with a row for each session */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    getEventProgrammeIcs: {
        parameters: {
            query?: {
                /** @description Show texts in this language where there are any */
                language?: string;
            };
            header?: {
                /**
                 * @description The languages that the reader understands, best first.
                 * @example de, en
                 */
                "Accept-Language"?: string;
                /**
                 * @description The code that opens a private event.
                 * @example friends-of-the-house
                 */
                "Turnout-Access-Code"?: string;
            };
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A calendar to subscribe to */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/calendar": string;
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    getEventProgrammeXml: {
        parameters: {
            query?: {
                /** @description `strict`: only what the format's published schema has */
                dialect?: "full" | "strict";
                /** @description Show texts in this language where there are any */
                language?: string;
            };
            header?: {
                /**
                 * @description The languages that the reader understands, best first.
                 * @example de, en
                 */
                "Accept-Language"?: string;
                /**
                 * @description The code that opens a private event.
                 * @example friends-of-the-house
                 */
                "Turnout-Access-Code"?: string;
            };
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Schedule XML */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/xml": string;
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    listEventProgrammeImports: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "event_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "imported_at": "2031-05-05T18:00:00Z",
                     *           "time_zone": "Europe/Brussels",
                     *           "counts": {
                     *             "en": 1
                     *           },
                     *           "sessions": {
                     *             "created": 1,
                     *             "updated": 1,
                     *             "unchanged": 1,
                     *             "removed": 1,
                     *             "cancelled": 1
                     *           },
                     *           "speakers": {
                     *             "created": 1,
                     *             "updated": 1,
                     *             "unchanged": 1,
                     *             "removed": 1,
                     *             "cancelled": 1
                     *           },
                     *           "vanished": [
                     *             {
                     *               "session_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *               "title": "Summer Festival",
                     *               "source_key": "source key"
                     *             }
                     *           ],
                     *           "problems": [
                     *             {
                     *               "line": 1,
                     *               "place": "place",
                     *               "reason": "reason",
                     *               "detail": "detail",
                     *               "value": "value",
                     *               "effect": "skipped"
                     *             }
                     *           ],
                     *           "problems_left_out": 1,
                     *           "format": "xml",
                     *           "is_dry_run": false,
                     *           "changes": [
                     *             {
                     *               "kind": "session",
                     *               "name": "Ada Lovelace",
                     *               "source_key": "source key",
                     *               "change": "created"
                     *             }
                     *           ],
                     *           "changes_left_out": 1
                     *         }
                     *       ],
                     *       "next_cursor": "next cursor"
                     *     }
                     */
                    "application/json": components["schemas"]["EventsImportPage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    createEventProgrammeImport: {
        parameters: {
            query?: {
                /** @description Report what would happen, and write nothing */
                dry_run?: boolean;
                /** @description IANA name; needed where schedule XML names no zone. Tables and calendars are read in the event's own zone unless they or this say another. */
                time_zone?: string;
                /** @description What to do with earlier imported sessions that the file lacks */
                vanished?: "keep" | "cancel" | "remove";
            };
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        /** @description Schedule XML as pentabarf, frab and pretalx write it, a table of sessions as CSV, or iCalendar; at most 10 MB. */
        requestBody: {
            content: {
                "application/xml": string;
                "text/calendar": string;
                "text/csv": string;
            };
        };
        responses: {
            /** @description A dry run */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "event_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "imported_at": "2031-05-05T18:00:00Z",
                     *       "time_zone": "Europe/Brussels",
                     *       "counts": {
                     *         "en": 1
                     *       },
                     *       "sessions": {
                     *         "created": 1,
                     *         "updated": 1,
                     *         "unchanged": 1,
                     *         "removed": 1,
                     *         "cancelled": 1
                     *       },
                     *       "speakers": {
                     *         "created": 1,
                     *         "updated": 1,
                     *         "unchanged": 1,
                     *         "removed": 1,
                     *         "cancelled": 1
                     *       },
                     *       "vanished": [
                     *         {
                     *           "session_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "title": "Summer Festival",
                     *           "source_key": "source key"
                     *         }
                     *       ],
                     *       "problems": [
                     *         {
                     *           "line": 1,
                     *           "place": "place",
                     *           "reason": "reason",
                     *           "detail": "detail",
                     *           "value": "value",
                     *           "effect": "skipped"
                     *         }
                     *       ],
                     *       "problems_left_out": 1,
                     *       "format": "xml",
                     *       "is_dry_run": false,
                     *       "changes": [
                     *         {
                     *           "kind": "session",
                     *           "name": "Ada Lovelace",
                     *           "source_key": "source key",
                     *           "change": "created"
                     *         }
                     *       ],
                     *       "changes_left_out": 1
                     *     }
                     */
                    "application/json": components["schemas"]["EventsImportReport"];
                };
            };
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "event_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "imported_at": "2031-05-05T18:00:00Z",
                     *       "time_zone": "Europe/Brussels",
                     *       "counts": {
                     *         "en": 1
                     *       },
                     *       "sessions": {
                     *         "created": 1,
                     *         "updated": 1,
                     *         "unchanged": 1,
                     *         "removed": 1,
                     *         "cancelled": 1
                     *       },
                     *       "speakers": {
                     *         "created": 1,
                     *         "updated": 1,
                     *         "unchanged": 1,
                     *         "removed": 1,
                     *         "cancelled": 1
                     *       },
                     *       "vanished": [
                     *         {
                     *           "session_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "title": "Summer Festival",
                     *           "source_key": "source key"
                     *         }
                     *       ],
                     *       "problems": [
                     *         {
                     *           "line": 1,
                     *           "place": "place",
                     *           "reason": "reason",
                     *           "detail": "detail",
                     *           "value": "value",
                     *           "effect": "skipped"
                     *         }
                     *       ],
                     *       "problems_left_out": 1,
                     *       "format": "xml",
                     *       "is_dry_run": false,
                     *       "changes": [
                     *         {
                     *           "kind": "session",
                     *           "name": "Ada Lovelace",
                     *           "source_key": "source key",
                     *           "change": "created"
                     *         }
                     *       ],
                     *       "changes_left_out": 1
                     *     }
                     */
                    "application/json": components["schemas"]["EventsImportReport"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    getEventProgrammeImport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                import_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "event_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "imported_at": "2031-05-05T18:00:00Z",
                     *       "time_zone": "Europe/Brussels",
                     *       "counts": {
                     *         "en": 1
                     *       },
                     *       "sessions": {
                     *         "created": 1,
                     *         "updated": 1,
                     *         "unchanged": 1,
                     *         "removed": 1,
                     *         "cancelled": 1
                     *       },
                     *       "speakers": {
                     *         "created": 1,
                     *         "updated": 1,
                     *         "unchanged": 1,
                     *         "removed": 1,
                     *         "cancelled": 1
                     *       },
                     *       "vanished": [
                     *         {
                     *           "session_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "title": "Summer Festival",
                     *           "source_key": "source key"
                     *         }
                     *       ],
                     *       "problems": [
                     *         {
                     *           "line": 1,
                     *           "place": "place",
                     *           "reason": "reason",
                     *           "detail": "detail",
                     *           "value": "value",
                     *           "effect": "skipped"
                     *         }
                     *       ],
                     *       "problems_left_out": 1,
                     *       "format": "xml",
                     *       "is_dry_run": false,
                     *       "changes": [
                     *         {
                     *           "kind": "session",
                     *           "name": "Ada Lovelace",
                     *           "source_key": "source key",
                     *           "change": "created"
                     *         }
                     *       ],
                     *       "changes_left_out": 1
                     *     }
                     */
                    "application/json": components["schemas"]["EventsImportReport"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    getEventPublicBuyerTerms: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The code that opens a private event.
                 * @example friends-of-the-house
                 */
                "Turnout-Access-Code"?: string;
            };
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "refund": "refund",
                     *       "tiers": [
                     *         {
                     *           "days_before": 1,
                     *           "share_bp": 1
                     *         }
                     *       ],
                     *       "fee_minor": 1,
                     *       "fee_currency": "fee currency",
                     *       "changes_close_hours": 1,
                     *       "transfers_close_hours": 1,
                     *       "is_own": false,
                     *       "version": 7
                     *     }
                     */
                    "application/json": components["schemas"]["OrdersBuyerTerms"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    listEventPublicSponsors: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The code that opens a private event.
                 * @example friends-of-the-house
                 */
                "Turnout-Access-Code"?: string;
            };
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "name": "Ada Lovelace",
                     *           "sponsors": [
                     *             {
                     *               "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *               "name": "Ada Lovelace",
                     *               "description": "Three evenings of new music.",
                     *               "url": "url",
                     *               "logo_file_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317"
                     *             }
                     *           ]
                     *         }
                     *       ],
                     *       "next_cursor": "next cursor"
                     *     }
                     */
                    "application/json": components["schemas"]["EventsPublicSponsors"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    getEventPublishChecklist: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "missing": [
                     *         {
                     *           "pointer": "pointer",
                     *           "detail": "detail",
                     *           "code": "code"
                     *         }
                     *       ],
                     *       "advice": [
                     *         {
                     *           "pointer": "pointer",
                     *           "detail": "detail",
                     *           "code": "code"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["EventsCheckList"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    purgeEvent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    getEventRegistrationForm: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /**
                     * @description The version, for `If-Match`.
                     * @example "7"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "version": 7,
                     *       "language": "en",
                     *       "questions": [
                     *         {}
                     *       ],
                     *       "saved_at": "2031-05-05T18:00:00Z",
                     *       "saved_by": "saved by"
                     *     }
                     */
                    "application/json": components["schemas"]["CatalogFormVersion"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    setEventRegistrationForm: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The `ETag` that you were given. If somebody changed it since, the answer is 412.
                 * @example "7"
                 */
                "If-Match"?: string;
            };
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "language": "en",
                 *       "questions": [
                 *         {
                 *           "key": "key",
                 *           "type": "short_text",
                 *           "scope": "order",
                 *           "label": {
                 *             "en": "label"
                 *           },
                 *           "help": {
                 *             "en": "help"
                 *           },
                 *           "required": false,
                 *           "ticket_type_ids": [
                 *             "0190b1de-7c3a-7e52-9d41-6a2f0c8be317"
                 *           ],
                 *           "show_if": {},
                 *           "require_if": {},
                 *           "options": [
                 *             {
                 *               "value": "value",
                 *               "label": {
                 *                 "en": "label"
                 *               }
                 *             }
                 *           ],
                 *           "minimum_length": 1,
                 *           "maximum_length": 1,
                 *           "pattern": "pattern",
                 *           "minimum": "minimum",
                 *           "maximum": "maximum",
                 *           "decimals": 1,
                 *           "minimum_choices": 1,
                 *           "maximum_choices": 1,
                 *           "steps": 2,
                 *           "text": {
                 *             "en": "text"
                 *           },
                 *           "text_version": "text version"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["CatalogFormFields"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /**
                     * @description The version, for `If-Match`.
                     * @example "7"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "version": 7,
                     *       "language": "en",
                     *       "questions": [
                     *         {}
                     *       ],
                     *       "saved_at": "2031-05-05T18:00:00Z",
                     *       "saved_by": "saved by"
                     *     }
                     */
                    "application/json": components["schemas"]["CatalogFormVersion"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    previewEventRegistrationForm: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "scope": "order",
                 *       "answers": {},
                 *       "ticket_type_ids": [
                 *         "0190b1de-7c3a-7e52-9d41-6a2f0c8be317"
                 *       ],
                 *       "form": {
                 *         "language": "en",
                 *         "questions": [
                 *           {
                 *             "key": "key",
                 *             "type": "short_text",
                 *             "scope": "order",
                 *             "label": {
                 *               "en": "label"
                 *             },
                 *             "help": {
                 *               "en": "help"
                 *             },
                 *             "required": false,
                 *             "ticket_type_ids": [
                 *               "0190b1de-7c3a-7e52-9d41-6a2f0c8be317"
                 *             ],
                 *             "show_if": {},
                 *             "require_if": {},
                 *             "options": [
                 *               {
                 *                 "value": "value",
                 *                 "label": {
                 *                   "en": "label"
                 *                 }
                 *               }
                 *             ],
                 *             "minimum_length": 1,
                 *             "maximum_length": 1,
                 *             "pattern": "pattern",
                 *             "minimum": "minimum",
                 *             "maximum": "maximum",
                 *             "decimals": 1,
                 *             "minimum_choices": 1,
                 *             "maximum_choices": 1,
                 *             "steps": 2,
                 *             "text": {
                 *               "en": "text"
                 *             },
                 *             "text_version": "text version"
                 *           }
                 *         ]
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["CatalogTrialFields"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "visible": [
                     *         "visible"
                     *       ],
                     *       "required": [
                     *         "required"
                     *       ],
                     *       "faults": [
                     *         {
                     *           "pointer": "pointer",
                     *           "code": "code"
                     *         }
                     *       ],
                     *       "cleaned": {}
                     *     }
                     */
                    "application/json": components["schemas"]["CatalogEvaluation"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    listEventRegistrationFormVersions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "version": 7,
                     *           "language": "en",
                     *           "questions": [
                     *             {}
                     *           ],
                     *           "saved_at": "2031-05-05T18:00:00Z",
                     *           "saved_by": "saved by"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["CatalogFormVersionList"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    repeatEvent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "rule": "rule",
                 *       "added_times": [
                 *         "2031-05-05T18:00:00Z"
                 *       ],
                 *       "left_out_times": [
                 *         "2031-05-05T18:00:00Z"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["EventsRepetition"];
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    /**
                     * @description The version, for `If-Match`.
                     * @example "7"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "slug": "summer-festival",
                     *       "title": "Summer Festival",
                     *       "summary": "Three evenings of new music.",
                     *       "description": "Three evenings of new music.",
                     *       "cover_file_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "is_public": false,
                     *       "rule": "rule",
                     *       "starts_local": "starts local",
                     *       "time_zone": "Europe/Brussels",
                     *       "added_times": [
                     *         "2031-05-05T18:00:00Z"
                     *       ],
                     *       "left_out_times": [
                     *         "2031-05-05T18:00:00Z"
                     *       ],
                     *       "is_complete": false,
                     *       "created_at": "2031-05-05T18:00:00Z",
                     *       "updated_at": "2031-05-05T18:00:00Z",
                     *       "version": 7
                     *     }
                     */
                    "application/json": components["schemas"]["EventsSeries"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    listEventSelfServiceLinks: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "event_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "speaker_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "sponsor_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "expires_at": "2031-05-05T18:00:00Z",
                     *           "revoked_at": "2031-05-05T18:00:00Z",
                     *           "created_at": "2031-05-05T18:00:00Z"
                     *         }
                     *       ],
                     *       "next_cursor": "next cursor"
                     *     }
                     */
                    "application/json": components["schemas"]["EventsSelfServiceLinkList"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    deleteEventSelfServiceLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                link_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    listEventSessionPlaces: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "session_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "capacity": 1,
                     *           "taken": 1,
                     *           "is_registered": false
                     *         }
                     *       ],
                     *       "next_cursor": "next cursor"
                     *     }
                     */
                    "application/json": components["schemas"]["EventsPlacesList"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    listEventSessions: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "event_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "title": "Summer Festival",
                     *           "subtitle": "subtitle",
                     *           "abstract": "abstract",
                     *           "description": "Three evenings of new music.",
                     *           "kind": "paid",
                     *           "language": "en",
                     *           "track_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "room_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "starts_at": "2031-05-05T18:00:00Z",
                     *           "ends_at": "2031-05-05T18:00:00Z",
                     *           "day": "2031-05-05",
                     *           "starts_local": "starts local",
                     *           "ends_local": "ends local",
                     *           "capacity": 1,
                     *           "state": "scheduled",
                     *           "slug": "summer-festival",
                     *           "url": "url",
                     *           "feedback_url": "feedback url",
                     *           "links": [
                     *             {
                     *               "href": "href",
                     *               "title": "Summer Festival"
                     *             }
                     *           ],
                     *           "attachments": [
                     *             {
                     *               "href": "href",
                     *               "title": "Summer Festival"
                     *             }
                     *           ],
                     *           "speaker_ids": [
                     *             "0190b1de-7c3a-7e52-9d41-6a2f0c8be317"
                     *           ],
                     *           "speaker_roles": [
                     *             "speaker role"
                     *           ],
                     *           "tags": [
                     *             "tag"
                     *           ],
                     *           "needs_registration": false,
                     *           "source_key": "source key",
                     *           "version": 7
                     *         }
                     *       ],
                     *       "next_cursor": "next cursor"
                     *     }
                     */
                    "application/json": components["schemas"]["EventsSessionPage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    createEventSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "subtitle": "subtitle",
                 *       "abstract": "abstract",
                 *       "description": "Three evenings of new music.",
                 *       "kind": "paid",
                 *       "language": "en",
                 *       "track_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                 *       "room_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                 *       "capacity": 1,
                 *       "state": "scheduled",
                 *       "url": "https://tickets.example.org/festival",
                 *       "speaker_ids": [
                 *         "0190b1de-7c3a-7e52-9d41-6a2f0c8be317"
                 *       ],
                 *       "speaker_roles": [
                 *         "speaker role"
                 *       ],
                 *       "links": [
                 *         {
                 *           "href": "https://tickets.example.org/festival",
                 *           "title": "Summer Festival"
                 *         }
                 *       ],
                 *       "attachments": [
                 *         {
                 *           "href": "https://tickets.example.org/festival",
                 *           "title": "Summer Festival"
                 *         }
                 *       ],
                 *       "tags": [
                 *         "tag"
                 *       ],
                 *       "needs_registration": false,
                 *       "title": "Summer Festival",
                 *       "starts_at": "2031-05-05T18:00:00Z",
                 *       "ends_at": "2031-05-05T18:00:00Z"
                 *     }
                 */
                "application/json": components["schemas"]["EventsNewSession"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    /**
                     * @description The version, for `If-Match`.
                     * @example "7"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "event_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "title": "Summer Festival",
                     *       "subtitle": "subtitle",
                     *       "abstract": "abstract",
                     *       "description": "Three evenings of new music.",
                     *       "kind": "paid",
                     *       "language": "en",
                     *       "track_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "room_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "starts_at": "2031-05-05T18:00:00Z",
                     *       "ends_at": "2031-05-05T18:00:00Z",
                     *       "day": "2031-05-05",
                     *       "starts_local": "starts local",
                     *       "ends_local": "ends local",
                     *       "capacity": 1,
                     *       "state": "scheduled",
                     *       "slug": "summer-festival",
                     *       "url": "url",
                     *       "feedback_url": "feedback url",
                     *       "links": [
                     *         {
                     *           "href": "href",
                     *           "title": "Summer Festival"
                     *         }
                     *       ],
                     *       "attachments": [
                     *         {
                     *           "href": "href",
                     *           "title": "Summer Festival"
                     *         }
                     *       ],
                     *       "speaker_ids": [
                     *         "0190b1de-7c3a-7e52-9d41-6a2f0c8be317"
                     *       ],
                     *       "speaker_roles": [
                     *         "speaker role"
                     *       ],
                     *       "tags": [
                     *         "tag"
                     *       ],
                     *       "needs_registration": false,
                     *       "source_key": "source key",
                     *       "version": 7,
                     *       "conflicts": [
                     *         {
                     *           "kind": "room",
                     *           "resource_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "first_session_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "second_session_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["EventsWrittenSession"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    getEventSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /**
                     * @description The version, for `If-Match`.
                     * @example "7"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "event_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "title": "Summer Festival",
                     *       "subtitle": "subtitle",
                     *       "abstract": "abstract",
                     *       "description": "Three evenings of new music.",
                     *       "kind": "paid",
                     *       "language": "en",
                     *       "track_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "room_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "starts_at": "2031-05-05T18:00:00Z",
                     *       "ends_at": "2031-05-05T18:00:00Z",
                     *       "day": "2031-05-05",
                     *       "starts_local": "starts local",
                     *       "ends_local": "ends local",
                     *       "capacity": 1,
                     *       "state": "scheduled",
                     *       "slug": "summer-festival",
                     *       "url": "url",
                     *       "feedback_url": "feedback url",
                     *       "links": [
                     *         {
                     *           "href": "href",
                     *           "title": "Summer Festival"
                     *         }
                     *       ],
                     *       "attachments": [
                     *         {
                     *           "href": "href",
                     *           "title": "Summer Festival"
                     *         }
                     *       ],
                     *       "speaker_ids": [
                     *         "0190b1de-7c3a-7e52-9d41-6a2f0c8be317"
                     *       ],
                     *       "speaker_roles": [
                     *         "speaker role"
                     *       ],
                     *       "tags": [
                     *         "tag"
                     *       ],
                     *       "needs_registration": false,
                     *       "source_key": "source key",
                     *       "version": 7
                     *     }
                     */
                    "application/json": components["schemas"]["EventsSession"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    deleteEventSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    updateEventSession: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The `ETag` that you were given. If somebody changed it since, the answer is 412.
                 * @example "7"
                 */
                "If-Match"?: string;
            };
            path: {
                event_id: string;
                organization_id: string;
                session_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "subtitle": "subtitle",
                 *       "abstract": "abstract",
                 *       "description": "Three evenings of new music.",
                 *       "kind": "paid",
                 *       "language": "en",
                 *       "track_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                 *       "room_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                 *       "capacity": 1,
                 *       "state": "scheduled",
                 *       "url": "https://tickets.example.org/festival",
                 *       "speaker_ids": [
                 *         "0190b1de-7c3a-7e52-9d41-6a2f0c8be317"
                 *       ],
                 *       "speaker_roles": [
                 *         "speaker role"
                 *       ],
                 *       "links": [
                 *         {
                 *           "href": "https://tickets.example.org/festival",
                 *           "title": "Summer Festival"
                 *         }
                 *       ],
                 *       "attachments": [
                 *         {
                 *           "href": "https://tickets.example.org/festival",
                 *           "title": "Summer Festival"
                 *         }
                 *       ],
                 *       "tags": [
                 *         "tag"
                 *       ],
                 *       "needs_registration": false,
                 *       "title": "Summer Festival",
                 *       "starts_at": "2031-05-05T18:00:00Z",
                 *       "ends_at": "2031-05-05T18:00:00Z"
                 *     }
                 */
                "application/json": components["schemas"]["EventsSessionChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /**
                     * @description The version, for `If-Match`.
                     * @example "7"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "event_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "title": "Summer Festival",
                     *       "subtitle": "subtitle",
                     *       "abstract": "abstract",
                     *       "description": "Three evenings of new music.",
                     *       "kind": "paid",
                     *       "language": "en",
                     *       "track_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "room_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "starts_at": "2031-05-05T18:00:00Z",
                     *       "ends_at": "2031-05-05T18:00:00Z",
                     *       "day": "2031-05-05",
                     *       "starts_local": "starts local",
                     *       "ends_local": "ends local",
                     *       "capacity": 1,
                     *       "state": "scheduled",
                     *       "slug": "summer-festival",
                     *       "url": "url",
                     *       "feedback_url": "feedback url",
                     *       "links": [
                     *         {
                     *           "href": "href",
                     *           "title": "Summer Festival"
                     *         }
                     *       ],
                     *       "attachments": [
                     *         {
                     *           "href": "href",
                     *           "title": "Summer Festival"
                     *         }
                     *       ],
                     *       "speaker_ids": [
                     *         "0190b1de-7c3a-7e52-9d41-6a2f0c8be317"
                     *       ],
                     *       "speaker_roles": [
                     *         "speaker role"
                     *       ],
                     *       "tags": [
                     *         "tag"
                     *       ],
                     *       "needs_registration": false,
                     *       "source_key": "source key",
                     *       "version": 7,
                     *       "conflicts": [
                     *         {
                     *           "kind": "room",
                     *           "resource_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "first_session_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "second_session_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["EventsWrittenSession"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    listEventSessionRegistrations: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "ticket_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317"
                     *         }
                     *       ],
                     *       "next_cursor": "next cursor"
                     *     }
                     */
                    "application/json": components["schemas"]["EventsTicketList"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    createEventSessionRegistration: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The order's `secret`, from the answer to its purchase: whoever has it acts as its buyer.
                 * @example 5mZ0m2pXhV1nq8YkWc3T
                 */
                "Turnout-Order-Secret"?: string;
            };
            path: {
                event_id: string;
                organization_id: string;
                session_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "ticket_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317"
                 *     }
                 */
                "application/json": components["schemas"]["EventsRegistration"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "session_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "capacity": 1,
                     *       "taken": 1,
                     *       "is_registered": false
                     *     }
                     */
                    "application/json": components["schemas"]["EventsPlaces"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    deleteEventSessionRegistration: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The order's `secret`, from the answer to its purchase: whoever has it acts as its buyer.
                 * @example 5mZ0m2pXhV1nq8YkWc3T
                 */
                "Turnout-Order-Secret"?: string;
            };
            path: {
                event_id: string;
                organization_id: string;
                session_id: string;
                ticket_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    getEventShare: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "url": "url"
                     *     }
                     */
                    "application/json": components["schemas"]["EventsShareLink"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    getEventShareSvg: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/svg+xml": string;
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    getEventShopPreview: {
        parameters: {
            query?: {
                /** @description The instant to look at; now without it. */
                at?: string;
                /** @description A language tag; texts fall back to the event's own. */
                language?: string;
                /** @description Hidden ticket types that a link names. */
                ticket_type_id?: string[];
            };
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "at": "2031-05-05T18:00:00Z",
                     *       "is_open": false,
                     *       "items": [
                     *         {
                     *           "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "name": "Ada Lovelace",
                     *           "description": "Three evenings of new music.",
                     *           "benefits": [
                     *             "benefit"
                     *           ],
                     *           "kind": "paid",
                     *           "sold_as": "sold as",
                     *           "price_minor": 3900,
                     *           "minimum_price_minor": 1,
                     *           "currency": "EUR",
                     *           "tax_rate_bp": 1900,
                     *           "places": 1,
                     *           "minimum_per_order": 1,
                     *           "maximum_per_order": 1,
                     *           "maximum_per_person": 1,
                     *           "maximum_per_ticket": 1,
                     *           "add_on_to": [
                     *             "0190b1de-7c3a-7e52-9d41-6a2f0c8be317"
                     *           ],
                     *           "parts": [
                     *             {
                     *               "ticket_type_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *               "quantity": 1
                     *             }
                     *           ],
                     *           "sales_start_at": "2031-05-05T18:00:00Z",
                     *           "sales_end_at": "2031-05-05T18:00:00Z",
                     *           "state": "confirmed",
                     *           "position": 1,
                     *           "admits_to": [
                     *             {
                     *               "event_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *               "title": "Summer Festival",
                     *               "slug": "summer-festival",
                     *               "starts_at": "2031-05-05T18:00:00Z",
                     *               "ends_at": "2031-05-05T18:00:00Z",
                     *               "time_zone": "Europe/Brussels"
                     *             }
                     *           ],
                     *           "seats": {
                     *             "0190b1de-7c3a-7e52-9d41-6a2f0c8be317": 1
                     *           },
                     *           "is_available": false,
                     *           "why_not": "event-closed",
                     *           "left": 1
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["InventoryShop"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    listEventShopPreviews: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "label": "label",
                     *           "expires_at": "2031-05-05T18:00:00Z",
                     *           "revoked_at": "2031-05-05T18:00:00Z",
                     *           "created_at": "2031-05-05T18:00:00Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["InventoryPreviewList"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    createEventShopPreview: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "label": "label",
                 *       "expires_at": "2031-05-05T18:00:00Z"
                 *     }
                 */
                "application/json": components["schemas"]["InventoryNewPreviewFields"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "preview": {
                     *         "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *         "label": "label",
                     *         "expires_at": "2031-05-05T18:00:00Z",
                     *         "revoked_at": "2031-05-05T18:00:00Z",
                     *         "created_at": "2031-05-05T18:00:00Z"
                     *       },
                     *       "token": "5mZ0m2pXhV1nq8YkWc3T",
                     *       "url": "url"
                     *     }
                     */
                    "application/json": components["schemas"]["InventoryMadePreview"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    deleteEventShopPreview: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
                preview_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    listEventSpeakers: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "name": "Ada Lovelace",
                     *           "biography": "biography",
                     *           "professional_title": "professional title",
                     *           "company": "company",
                     *           "photo_file_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "links": [
                     *             {
                     *               "href": "href",
                     *               "title": "Summer Festival"
                     *             }
                     *           ],
                     *           "email": "ada@example.org",
                     *           "source_key": "source key",
                     *           "version": 7
                     *         }
                     *       ],
                     *       "next_cursor": "next cursor"
                     *     }
                     */
                    "application/json": components["schemas"]["EventsSpeakerPage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    createEventSpeaker: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "biography": "biography",
                 *       "professional_title": "professional title",
                 *       "company": "company",
                 *       "email": "ada@example.org",
                 *       "photo_file_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                 *       "links": [
                 *         {
                 *           "href": "https://tickets.example.org/festival",
                 *           "title": "Summer Festival"
                 *         }
                 *       ],
                 *       "name": "Ada Lovelace"
                 *     }
                 */
                "application/json": components["schemas"]["EventsNewSpeaker"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    /**
                     * @description The version, for `If-Match`.
                     * @example "7"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "name": "Ada Lovelace",
                     *       "biography": "biography",
                     *       "professional_title": "professional title",
                     *       "company": "company",
                     *       "photo_file_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "links": [
                     *         {
                     *           "href": "href",
                     *           "title": "Summer Festival"
                     *         }
                     *       ],
                     *       "email": "ada@example.org",
                     *       "source_key": "source key",
                     *       "version": 7
                     *     }
                     */
                    "application/json": components["schemas"]["EventsSpeaker"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    getEventSpeaker: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
                speaker_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /**
                     * @description The version, for `If-Match`.
                     * @example "7"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "name": "Ada Lovelace",
                     *       "biography": "biography",
                     *       "professional_title": "professional title",
                     *       "company": "company",
                     *       "photo_file_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "links": [
                     *         {
                     *           "href": "href",
                     *           "title": "Summer Festival"
                     *         }
                     *       ],
                     *       "email": "ada@example.org",
                     *       "source_key": "source key",
                     *       "version": 7
                     *     }
                     */
                    "application/json": components["schemas"]["EventsSpeaker"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    deleteEventSpeaker: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
                speaker_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    updateEventSpeaker: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The `ETag` that you were given. If somebody changed it since, the answer is 412.
                 * @example "7"
                 */
                "If-Match"?: string;
            };
            path: {
                event_id: string;
                organization_id: string;
                speaker_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "biography": "biography",
                 *       "professional_title": "professional title",
                 *       "company": "company",
                 *       "email": "ada@example.org",
                 *       "photo_file_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                 *       "links": [
                 *         {
                 *           "href": "https://tickets.example.org/festival",
                 *           "title": "Summer Festival"
                 *         }
                 *       ],
                 *       "name": "Ada Lovelace"
                 *     }
                 */
                "application/json": components["schemas"]["EventsSpeakerChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /**
                     * @description The version, for `If-Match`.
                     * @example "7"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "name": "Ada Lovelace",
                     *       "biography": "biography",
                     *       "professional_title": "professional title",
                     *       "company": "company",
                     *       "photo_file_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "links": [
                     *         {
                     *           "href": "href",
                     *           "title": "Summer Festival"
                     *         }
                     *       ],
                     *       "email": "ada@example.org",
                     *       "source_key": "source key",
                     *       "version": 7
                     *     }
                     */
                    "application/json": components["schemas"]["EventsSpeaker"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    createEventSpeakerLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
                speaker_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "days": 1
                 *     }
                 */
                "application/json": components["schemas"]["EventsNewLink"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "link": {
                     *         "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *         "event_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *         "speaker_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *         "sponsor_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *         "expires_at": "2031-05-05T18:00:00Z",
                     *         "revoked_at": "2031-05-05T18:00:00Z",
                     *         "created_at": "2031-05-05T18:00:00Z"
                     *       },
                     *       "secret": "5mZ0m2pXhV1nq8YkWc3T",
                     *       "url": "url"
                     *     }
                     */
                    "application/json": components["schemas"]["EventsMadeSelfServiceLink"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    mergeEventSpeaker: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The `ETag` that you were given. If somebody changed it since, the answer is 412.
                 * @example "7"
                 */
                "If-Match"?: string;
            };
            path: {
                event_id: string;
                organization_id: string;
                speaker_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "duplicate_ids": [
                 *         "0190b1de-7c3a-7e52-9d41-6a2f0c8be317"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["EventsMerge"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /**
                     * @description The version, for `If-Match`.
                     * @example "7"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "name": "Ada Lovelace",
                     *       "biography": "biography",
                     *       "professional_title": "professional title",
                     *       "company": "company",
                     *       "photo_file_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "links": [
                     *         {
                     *           "href": "href",
                     *           "title": "Summer Festival"
                     *         }
                     *       ],
                     *       "email": "ada@example.org",
                     *       "source_key": "source key",
                     *       "version": 7
                     *     }
                     */
                    "application/json": components["schemas"]["EventsSpeaker"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    listEventSponsorLevels: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "name": "Ada Lovelace",
                     *           "position": 1
                     *         }
                     *       ],
                     *       "next_cursor": "next cursor"
                     *     }
                     */
                    "application/json": components["schemas"]["EventsSponsorLevelList"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    createEventSponsorLevel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Ada Lovelace"
                 *     }
                 */
                "application/json": components["schemas"]["EventsNewSponsorLevel"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "name": "Ada Lovelace",
                     *       "position": 1
                     *     }
                     */
                    "application/json": components["schemas"]["EventsSponsorLevel"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    deleteEventSponsorLevel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                level_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    updateEventSponsorLevel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                level_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Ada Lovelace",
                 *       "position": 1
                 *     }
                 */
                "application/json": components["schemas"]["EventsSponsorLevelChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "name": "Ada Lovelace",
                     *       "position": 1
                     *     }
                     */
                    "application/json": components["schemas"]["EventsSponsorLevel"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    listEventSponsors: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "name": "Ada Lovelace",
                     *           "description": "Three evenings of new music.",
                     *           "url": "url",
                     *           "logo_file_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "level_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "contact_name": "contact name",
                     *           "contact_email": "contact email",
                     *           "is_public": false,
                     *           "position": 1,
                     *           "version": 7
                     *         }
                     *       ],
                     *       "next_cursor": "next cursor"
                     *     }
                     */
                    "application/json": components["schemas"]["EventsSponsorList"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    createEventSponsor: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "level_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                 *       "description": "Three evenings of new music.",
                 *       "url": "https://tickets.example.org/festival",
                 *       "logo_file_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                 *       "contact_name": "contact name",
                 *       "contact_email": "ada@example.org",
                 *       "is_public": false,
                 *       "position": 1,
                 *       "name": "Ada Lovelace"
                 *     }
                 */
                "application/json": components["schemas"]["EventsNewSponsor"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    /**
                     * @description The version, for `If-Match`.
                     * @example "7"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "name": "Ada Lovelace",
                     *       "description": "Three evenings of new music.",
                     *       "url": "url",
                     *       "logo_file_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "level_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "contact_name": "contact name",
                     *       "contact_email": "contact email",
                     *       "is_public": false,
                     *       "position": 1,
                     *       "version": 7
                     *     }
                     */
                    "application/json": components["schemas"]["EventsSponsor"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    getEventSponsor: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
                sponsor_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /**
                     * @description The version, for `If-Match`.
                     * @example "7"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "name": "Ada Lovelace",
                     *       "description": "Three evenings of new music.",
                     *       "url": "url",
                     *       "logo_file_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "level_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "contact_name": "contact name",
                     *       "contact_email": "contact email",
                     *       "is_public": false,
                     *       "position": 1,
                     *       "version": 7
                     *     }
                     */
                    "application/json": components["schemas"]["EventsSponsor"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    deleteEventSponsor: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
                sponsor_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    updateEventSponsor: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The `ETag` that you were given. If somebody changed it since, the answer is 412.
                 * @example "7"
                 */
                "If-Match"?: string;
            };
            path: {
                event_id: string;
                organization_id: string;
                sponsor_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "level_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                 *       "description": "Three evenings of new music.",
                 *       "url": "https://tickets.example.org/festival",
                 *       "logo_file_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                 *       "contact_name": "contact name",
                 *       "contact_email": "ada@example.org",
                 *       "is_public": false,
                 *       "position": 1,
                 *       "name": "Ada Lovelace"
                 *     }
                 */
                "application/json": components["schemas"]["EventsSponsorChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /**
                     * @description The version, for `If-Match`.
                     * @example "7"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "name": "Ada Lovelace",
                     *       "description": "Three evenings of new music.",
                     *       "url": "url",
                     *       "logo_file_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "level_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "contact_name": "contact name",
                     *       "contact_email": "contact email",
                     *       "is_public": false,
                     *       "position": 1,
                     *       "version": 7
                     *     }
                     */
                    "application/json": components["schemas"]["EventsSponsor"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    createEventSponsorLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
                sponsor_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "days": 1
                 *     }
                 */
                "application/json": components["schemas"]["EventsNewLink"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "link": {
                     *         "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *         "event_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *         "speaker_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *         "sponsor_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *         "expires_at": "2031-05-05T18:00:00Z",
                     *         "revoked_at": "2031-05-05T18:00:00Z",
                     *         "created_at": "2031-05-05T18:00:00Z"
                     *       },
                     *       "secret": "5mZ0m2pXhV1nq8YkWc3T",
                     *       "url": "url"
                     *     }
                     */
                    "application/json": components["schemas"]["EventsMadeSelfServiceLink"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    submitEvent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "reason": "reason",
                 *       "orders": "keep"
                 *     }
                 */
                "application/json": components["schemas"]["EventsStep"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /**
                     * @description The version, for `If-Match`.
                     * @example "7"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "slug": "summer-festival",
                     *       "title": "Summer Festival",
                     *       "summary": "Three evenings of new music.",
                     *       "description": "Three evenings of new music.",
                     *       "kind": "in_person",
                     *       "visibility": "public",
                     *       "state": "draft",
                     *       "state_reason": "state reason",
                     *       "starts_at": "2031-05-05T18:00:00Z",
                     *       "ends_at": "2031-05-05T18:00:00Z",
                     *       "starts_local": "starts local",
                     *       "ends_local": "ends local",
                     *       "time_zone": "Europe/Brussels",
                     *       "venue_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "location": {
                     *         "name": "Ada Lovelace",
                     *         "street": "Grote Markt 1",
                     *         "postal_code": "2000",
                     *         "city": "Antwerp",
                     *         "region": "Flanders",
                     *         "country": "BE",
                     *         "latitude": 51.2213,
                     *         "longitude": 4.4051
                     *       },
                     *       "online_url": "online url",
                     *       "language": "en",
                     *       "cover_file_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "contact_email": "contact email",
                     *       "contact_name": "contact name",
                     *       "contact_phone": "+32 3 555 01 23",
                     *       "category": "category",
                     *       "tags": [
                     *         "tag"
                     *       ],
                     *       "custom": {},
                     *       "translations": {
                     *         "en": {
                     *           "title": "Summer Festival",
                     *           "summary": "Three evenings of new music.",
                     *           "description": "Three evenings of new music."
                     *         }
                     *       },
                     *       "is_template": false,
                     *       "series_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "occurrence_local": "occurrence local",
                     *       "is_detached": false,
                     *       "published_at": "2031-05-05T18:00:00Z",
                     *       "created_at": "2031-05-05T18:00:00Z",
                     *       "updated_at": "2031-05-05T18:00:00Z",
                     *       "version": 7
                     *     }
                     */
                    "application/json": components["schemas"]["EventsEvent"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    listEventTicketKeys: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "key_id": "key id",
                     *           "public_key": "public key"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["TicketsPublicKeys"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    listEventTicketTypes: {
        parameters: {
            query?: {
                archived?: boolean;
            };
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "name": "Ada Lovelace",
                     *           "description": "Three evenings of new music.",
                     *           "benefits": [
                     *             "benefit"
                     *           ],
                     *           "kind": "paid",
                     *           "sold_as": "sold as",
                     *           "price_minor": 3900,
                     *           "minimum_price_minor": 1,
                     *           "currency": "EUR",
                     *           "tax_rate_bp": 1900,
                     *           "places": 1,
                     *           "minimum_per_order": 1,
                     *           "maximum_per_order": 1,
                     *           "maximum_per_person": 1,
                     *           "maximum_per_ticket": 1,
                     *           "add_on_to": [
                     *             "0190b1de-7c3a-7e52-9d41-6a2f0c8be317"
                     *           ],
                     *           "parts": [
                     *             {
                     *               "ticket_type_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *               "quantity": 1
                     *             }
                     *           ],
                     *           "sales_start_at": "2031-05-05T18:00:00Z",
                     *           "sales_end_at": "2031-05-05T18:00:00Z",
                     *           "state": "confirmed",
                     *           "position": 1,
                     *           "pool_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "is_hidden": false,
                     *           "admits_to": [
                     *             {
                     *               "event_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *               "title": "Summer Festival",
                     *               "slug": "summer-festival",
                     *               "starts_at": "2031-05-05T18:00:00Z",
                     *               "ends_at": "2031-05-05T18:00:00Z",
                     *               "time_zone": "Europe/Brussels",
                     *               "state": "confirmed"
                     *             }
                     *           ],
                     *           "version": 7,
                     *           "translations": {
                     *             "en": {
                     *               "name": "Ada Lovelace",
                     *               "description": "Three evenings of new music.",
                     *               "benefits": [
                     *                 "benefit"
                     *               ]
                     *             }
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["CatalogTicketTypeList"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    createEventTicketType: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Ada Lovelace",
                 *       "description": "Three evenings of new music.",
                 *       "kind": "free",
                 *       "sold_as": "ticket",
                 *       "price_minor": 3900,
                 *       "minimum_price_minor": 1,
                 *       "currency": "EUR",
                 *       "tax_rate_bp": 1900,
                 *       "pool_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                 *       "places": 1,
                 *       "minimum_per_order": 1,
                 *       "maximum_per_order": 1,
                 *       "maximum_per_person": 1,
                 *       "maximum_per_ticket": 1,
                 *       "sales_start_at": "2031-05-05T18:00:00Z",
                 *       "sales_end_at": "2031-05-05T18:00:00Z",
                 *       "is_hidden": false,
                 *       "benefits": [
                 *         "benefit"
                 *       ],
                 *       "translations": {
                 *         "en": {
                 *           "name": "Ada Lovelace",
                 *           "description": "Three evenings of new music.",
                 *           "benefits": [
                 *             "benefit"
                 *           ]
                 *         }
                 *       },
                 *       "add_on_to": [
                 *         "0190b1de-7c3a-7e52-9d41-6a2f0c8be317"
                 *       ],
                 *       "parts": [
                 *         {
                 *           "ticket_type_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                 *           "quantity": 1
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["CatalogTicketTypeFields"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    /**
                     * @description The version, for `If-Match`.
                     * @example "7"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "name": "Ada Lovelace",
                     *       "description": "Three evenings of new music.",
                     *       "benefits": [
                     *         "benefit"
                     *       ],
                     *       "kind": "paid",
                     *       "sold_as": "sold as",
                     *       "price_minor": 3900,
                     *       "minimum_price_minor": 1,
                     *       "currency": "EUR",
                     *       "tax_rate_bp": 1900,
                     *       "places": 1,
                     *       "minimum_per_order": 1,
                     *       "maximum_per_order": 1,
                     *       "maximum_per_person": 1,
                     *       "maximum_per_ticket": 1,
                     *       "add_on_to": [
                     *         "0190b1de-7c3a-7e52-9d41-6a2f0c8be317"
                     *       ],
                     *       "parts": [
                     *         {
                     *           "ticket_type_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "quantity": 1
                     *         }
                     *       ],
                     *       "sales_start_at": "2031-05-05T18:00:00Z",
                     *       "sales_end_at": "2031-05-05T18:00:00Z",
                     *       "state": "confirmed",
                     *       "position": 1,
                     *       "pool_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "is_hidden": false,
                     *       "admits_to": [
                     *         {
                     *           "event_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "title": "Summer Festival",
                     *           "slug": "summer-festival",
                     *           "starts_at": "2031-05-05T18:00:00Z",
                     *           "ends_at": "2031-05-05T18:00:00Z",
                     *           "time_zone": "Europe/Brussels",
                     *           "state": "confirmed"
                     *         }
                     *       ],
                     *       "version": 7,
                     *       "translations": {
                     *         "en": {
                     *           "name": "Ada Lovelace",
                     *           "description": "Three evenings of new music.",
                     *           "benefits": [
                     *             "benefit"
                     *           ]
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["CatalogTicketType"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    getEventTicketType: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
                ticket_type_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /**
                     * @description The version, for `If-Match`.
                     * @example "7"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "name": "Ada Lovelace",
                     *       "description": "Three evenings of new music.",
                     *       "benefits": [
                     *         "benefit"
                     *       ],
                     *       "kind": "paid",
                     *       "sold_as": "sold as",
                     *       "price_minor": 3900,
                     *       "minimum_price_minor": 1,
                     *       "currency": "EUR",
                     *       "tax_rate_bp": 1900,
                     *       "places": 1,
                     *       "minimum_per_order": 1,
                     *       "maximum_per_order": 1,
                     *       "maximum_per_person": 1,
                     *       "maximum_per_ticket": 1,
                     *       "add_on_to": [
                     *         "0190b1de-7c3a-7e52-9d41-6a2f0c8be317"
                     *       ],
                     *       "parts": [
                     *         {
                     *           "ticket_type_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "quantity": 1
                     *         }
                     *       ],
                     *       "sales_start_at": "2031-05-05T18:00:00Z",
                     *       "sales_end_at": "2031-05-05T18:00:00Z",
                     *       "state": "confirmed",
                     *       "position": 1,
                     *       "pool_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "is_hidden": false,
                     *       "admits_to": [
                     *         {
                     *           "event_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "title": "Summer Festival",
                     *           "slug": "summer-festival",
                     *           "starts_at": "2031-05-05T18:00:00Z",
                     *           "ends_at": "2031-05-05T18:00:00Z",
                     *           "time_zone": "Europe/Brussels",
                     *           "state": "confirmed"
                     *         }
                     *       ],
                     *       "version": 7,
                     *       "translations": {
                     *         "en": {
                     *           "name": "Ada Lovelace",
                     *           "description": "Three evenings of new music.",
                     *           "benefits": [
                     *             "benefit"
                     *           ]
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["CatalogTicketType"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    deleteEventTicketType: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The `ETag` that you were given. If somebody changed it since, the answer is 412.
                 * @example "7"
                 */
                "If-Match"?: string;
            };
            path: {
                event_id: string;
                organization_id: string;
                ticket_type_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    updateEventTicketType: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The `ETag` that you were given. If somebody changed it since, the answer is 412.
                 * @example "7"
                 */
                "If-Match"?: string;
            };
            path: {
                event_id: string;
                organization_id: string;
                ticket_type_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Ada Lovelace",
                 *       "pool_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                 *       "description": "Three evenings of new music.",
                 *       "price_minor": 3900,
                 *       "minimum_price_minor": 1,
                 *       "tax_rate_bp": 1900,
                 *       "places": 1,
                 *       "minimum_per_order": 1,
                 *       "maximum_per_order": 1,
                 *       "maximum_per_person": 1,
                 *       "maximum_per_ticket": 1,
                 *       "sales_start_at": "2031-05-05T18:00:00Z",
                 *       "sales_end_at": "2031-05-05T18:00:00Z",
                 *       "is_hidden": false,
                 *       "position": 1,
                 *       "state": "on_sale",
                 *       "benefits": [
                 *         "benefit"
                 *       ],
                 *       "translations": {
                 *         "en": {
                 *           "name": "Ada Lovelace",
                 *           "description": "Three evenings of new music.",
                 *           "benefits": [
                 *             "benefit"
                 *           ]
                 *         }
                 *       },
                 *       "add_on_to": [
                 *         "0190b1de-7c3a-7e52-9d41-6a2f0c8be317"
                 *       ],
                 *       "parts": [
                 *         {
                 *           "ticket_type_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                 *           "quantity": 1
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["CatalogTicketTypeChanges"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /**
                     * @description The version, for `If-Match`.
                     * @example "7"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "name": "Ada Lovelace",
                     *       "description": "Three evenings of new music.",
                     *       "benefits": [
                     *         "benefit"
                     *       ],
                     *       "kind": "paid",
                     *       "sold_as": "sold as",
                     *       "price_minor": 3900,
                     *       "minimum_price_minor": 1,
                     *       "currency": "EUR",
                     *       "tax_rate_bp": 1900,
                     *       "places": 1,
                     *       "minimum_per_order": 1,
                     *       "maximum_per_order": 1,
                     *       "maximum_per_person": 1,
                     *       "maximum_per_ticket": 1,
                     *       "add_on_to": [
                     *         "0190b1de-7c3a-7e52-9d41-6a2f0c8be317"
                     *       ],
                     *       "parts": [
                     *         {
                     *           "ticket_type_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "quantity": 1
                     *         }
                     *       ],
                     *       "sales_start_at": "2031-05-05T18:00:00Z",
                     *       "sales_end_at": "2031-05-05T18:00:00Z",
                     *       "state": "confirmed",
                     *       "position": 1,
                     *       "pool_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "is_hidden": false,
                     *       "admits_to": [
                     *         {
                     *           "event_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "title": "Summer Festival",
                     *           "slug": "summer-festival",
                     *           "starts_at": "2031-05-05T18:00:00Z",
                     *           "ends_at": "2031-05-05T18:00:00Z",
                     *           "time_zone": "Europe/Brussels",
                     *           "state": "confirmed"
                     *         }
                     *       ],
                     *       "version": 7,
                     *       "translations": {
                     *         "en": {
                     *           "name": "Ada Lovelace",
                     *           "description": "Three evenings of new music.",
                     *           "benefits": [
                     *             "benefit"
                     *           ]
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["CatalogTicketType"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    moveEventTicketType: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The `ETag` that you were given. If somebody changed it since, the answer is 412.
                 * @example "7"
                 */
                "If-Match"?: string;
            };
            path: {
                event_id: string;
                organization_id: string;
                ticket_type_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "after": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317"
                 *     }
                 */
                "application/json": components["schemas"]["CatalogMoveFields"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /**
                     * @description The version, for `If-Match`.
                     * @example "7"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "name": "Ada Lovelace",
                     *       "description": "Three evenings of new music.",
                     *       "benefits": [
                     *         "benefit"
                     *       ],
                     *       "kind": "paid",
                     *       "sold_as": "sold as",
                     *       "price_minor": 3900,
                     *       "minimum_price_minor": 1,
                     *       "currency": "EUR",
                     *       "tax_rate_bp": 1900,
                     *       "places": 1,
                     *       "minimum_per_order": 1,
                     *       "maximum_per_order": 1,
                     *       "maximum_per_person": 1,
                     *       "maximum_per_ticket": 1,
                     *       "add_on_to": [
                     *         "0190b1de-7c3a-7e52-9d41-6a2f0c8be317"
                     *       ],
                     *       "parts": [
                     *         {
                     *           "ticket_type_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "quantity": 1
                     *         }
                     *       ],
                     *       "sales_start_at": "2031-05-05T18:00:00Z",
                     *       "sales_end_at": "2031-05-05T18:00:00Z",
                     *       "state": "confirmed",
                     *       "position": 1,
                     *       "pool_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "is_hidden": false,
                     *       "admits_to": [
                     *         {
                     *           "event_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "title": "Summer Festival",
                     *           "slug": "summer-festival",
                     *           "starts_at": "2031-05-05T18:00:00Z",
                     *           "ends_at": "2031-05-05T18:00:00Z",
                     *           "time_zone": "Europe/Brussels",
                     *           "state": "confirmed"
                     *         }
                     *       ],
                     *       "version": 7,
                     *       "translations": {
                     *         "en": {
                     *           "name": "Ada Lovelace",
                     *           "description": "Three evenings of new music.",
                     *           "benefits": [
                     *             "benefit"
                     *           ]
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["CatalogTicketType"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    listEventTracks: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "name": "Ada Lovelace",
                     *           "colour": "#b45309",
                     *           "position": 1
                     *         }
                     *       ],
                     *       "next_cursor": "next cursor"
                     *     }
                     */
                    "application/json": components["schemas"]["EventsTrackList"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    createEventTrack: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Ada Lovelace",
                 *       "colour": "#b45309"
                 *     }
                 */
                "application/json": components["schemas"]["EventsNewTrack"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "name": "Ada Lovelace",
                     *       "colour": "#b45309",
                     *       "position": 1
                     *     }
                     */
                    "application/json": components["schemas"]["EventsTrack"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    deleteEventTrack: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
                track_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    updateEventTrack: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
                track_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Ada Lovelace",
                 *       "colour": "#b45309",
                 *       "position": 1
                 *     }
                 */
                "application/json": components["schemas"]["EventsTrackChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "name": "Ada Lovelace",
                     *       "colour": "#b45309",
                     *       "position": 1
                     *     }
                     */
                    "application/json": components["schemas"]["EventsTrack"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    listFiles: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "name": "Ada Lovelace",
                     *           "kind": "image",
                     *           "media_type": "image/png",
                     *           "bytes": 1,
                     *           "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *           "visibility": "private",
                     *           "scan": "none",
                     *           "placeholder": "placeholder",
                     *           "width": 1,
                     *           "height": 1,
                     *           "created_at": "2031-05-05T18:00:00Z"
                     *         }
                     *       ],
                     *       "next_cursor": "next cursor"
                     *     }
                     */
                    "application/json": components["schemas"]["FilesFilePage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    createFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /** Format: binary */
                    file: string;
                    /** @enum {string} */
                    visibility?: "private" | "public";
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "name": "Ada Lovelace",
                     *       "kind": "image",
                     *       "media_type": "image/png",
                     *       "bytes": 1,
                     *       "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *       "visibility": "private",
                     *       "scan": "none",
                     *       "placeholder": "placeholder",
                     *       "width": 1,
                     *       "height": 1,
                     *       "created_at": "2031-05-05T18:00:00Z"
                     *     }
                     */
                    "application/json": components["schemas"]["FilesFile"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    getFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                file_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "name": "Ada Lovelace",
                     *       "kind": "image",
                     *       "media_type": "image/png",
                     *       "bytes": 1,
                     *       "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *       "visibility": "private",
                     *       "scan": "none",
                     *       "placeholder": "placeholder",
                     *       "width": 1,
                     *       "height": 1,
                     *       "created_at": "2031-05-05T18:00:00Z"
                     *     }
                     */
                    "application/json": components["schemas"]["FilesFile"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    deleteFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                file_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    updateFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                file_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "visibility": "private"
                 *     }
                 */
                "application/json": components["schemas"]["FilesFileChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "name": "Ada Lovelace",
                     *       "kind": "image",
                     *       "media_type": "image/png",
                     *       "bytes": 1,
                     *       "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *       "visibility": "private",
                     *       "scan": "none",
                     *       "placeholder": "placeholder",
                     *       "width": 1,
                     *       "height": 1,
                     *       "created_at": "2031-05-05T18:00:00Z"
                     *     }
                     */
                    "application/json": components["schemas"]["FilesFile"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    getFileContent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                file_id: string;
                organization_id: string;
                signature: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    getFileDrawing: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                drawing: string;
                file_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    createFileLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                file_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "expires_in_seconds": 30
                 *     }
                 */
                "application/json": components["schemas"]["FilesLinkRequest"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "url": "https://tickets.example.org/festival",
                     *       "expires_at": "2031-05-05T18:00:00Z"
                     *     }
                     */
                    "application/json": components["schemas"]["FilesLink"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    getFilePublic: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                file_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    createFilesUpload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Ada Lovelace",
                 *       "media_type": "image/png",
                 *       "bytes": 1,
                 *       "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                 *       "visibility": "private"
                 *     }
                 */
                "application/json": components["schemas"]["FilesUploadPlan"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "method": "method",
                     *       "url": "url",
                     *       "headers": {
                     *         "en": "header"
                     *       },
                     *       "fields": {
                     *         "en": "field"
                     *       },
                     *       "expires_at": "2031-05-05T18:00:00Z"
                     *     }
                     */
                    "application/json": components["schemas"]["FilesPlannedUpload"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    setFilesUpload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
                signature: string;
                upload_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "*/*": string;
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    completeUpload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
                upload_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "name": "Ada Lovelace",
                     *       "kind": "image",
                     *       "media_type": "image/png",
                     *       "bytes": 1,
                     *       "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *       "visibility": "private",
                     *       "scan": "none",
                     *       "placeholder": "placeholder",
                     *       "width": 1,
                     *       "height": 1,
                     *       "created_at": "2031-05-05T18:00:00Z"
                     *     }
                     */
                    "application/json": components["schemas"]["FilesFile"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    getFilesUsage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "used_bytes": 1,
                     *       "quota_bytes": 1
                     *     }
                     */
                    "application/json": components["schemas"]["FilesUsage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    followOrganizer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    unfollowOrganizer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    getHeldTicket: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The secret in the link that the new holder of a ticket got by mail.
                 * @example 5mZ0m2pXhV1nq8YkWc3T
                 */
                "Turnout-Ticket-Secret": string;
            };
            path: {
                organization_id: string;
                transfer_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "transfer_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "ticket_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "event_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "ticket_type_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "holder_name": "holder name",
                     *       "holder_email": "holder email",
                     *       "state": "confirmed",
                     *       "code": "code",
                     *       "short_code": "short code",
                     *       "answers": {}
                     *     }
                     */
                    "application/json": components["schemas"]["OrdersHeldTicket"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    updateHeldTicket: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The secret in the link that the new holder of a ticket got by mail.
                 * @example 5mZ0m2pXhV1nq8YkWc3T
                 */
                "Turnout-Ticket-Secret": string;
            };
            path: {
                organization_id: string;
                transfer_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Ada Lovelace",
                 *       "email": "ada@example.org",
                 *       "answers": {}
                 *     }
                 */
                "application/json": components["schemas"]["OrdersAttendeeFields"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "ticket_type_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "name": "Ada Lovelace",
                     *       "email": "ada@example.org",
                     *       "answers": {}
                     *     }
                     */
                    "application/json": components["schemas"]["OrdersOrderAttendee"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    getHeldTicketTicketIcs: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The secret in the link that the new holder of a ticket got by mail.
                 * @example 5mZ0m2pXhV1nq8YkWc3T
                 */
                "Turnout-Ticket-Secret": string;
            };
            path: {
                organization_id: string;
                transfer_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One entry. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/calendar": string;
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    getHeldTicketTicketPdf: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The secret in the link that the new holder of a ticket got by mail.
                 * @example 5mZ0m2pXhV1nq8YkWc3T
                 */
                "Turnout-Ticket-Secret": string;
            };
            path: {
                organization_id: string;
                transfer_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    createHeldTicketTransfer: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The secret in the link that the new holder of a ticket got by mail.
                 * @example 5mZ0m2pXhV1nq8YkWc3T
                 */
                "Turnout-Ticket-Secret": string;
            };
            path: {
                organization_id: string;
                transfer_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "ada@example.org",
                 *       "locale": "en"
                 *     }
                 */
                "application/json": components["schemas"]["OrdersOfferFields"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "order_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "ticket_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "event_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "state": "confirmed",
                     *       "recipient_email": "recipient email",
                     *       "offered_at": "2031-05-05T18:00:00Z",
                     *       "expires_at": "2031-05-05T18:00:00Z",
                     *       "ended_at": "2031-05-05T18:00:00Z"
                     *     }
                     */
                    "application/json": components["schemas"]["OrdersTransfer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    deleteHeldTicketTransfer: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The secret in the link that the new holder of a ticket got by mail.
                 * @example 5mZ0m2pXhV1nq8YkWc3T
                 */
                "Turnout-Ticket-Secret": string;
            };
            path: {
                organization_id: string;
                transfer_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    listInvitations: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "email": "ada@example.org",
                     *           "role": "role",
                     *           "event_ids": [
                     *             "0190b1de-7c3a-7e52-9d41-6a2f0c8be317"
                     *           ],
                     *           "member_until": "2031-05-05T18:00:00Z",
                     *           "state": "confirmed",
                     *           "invited_by": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "created_at": "2031-05-05T18:00:00Z",
                     *           "expires_at": "2031-05-05T18:00:00Z",
                     *           "mailed_at": "2031-05-05T18:00:00Z",
                     *           "agency_link_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317"
                     *         }
                     *       ],
                     *       "next_cursor": "next cursor"
                     *     }
                     */
                    "application/json": components["schemas"]["OrganizationsInvitationPage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    createInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "role": "role",
                 *       "event_ids": [
                 *         "0190b1de-7c3a-7e52-9d41-6a2f0c8be317"
                 *       ],
                 *       "expires_at": "2031-05-05T18:00:00Z",
                 *       "email": "ada@example.org",
                 *       "locale": "en",
                 *       "valid_days": 1
                 *     }
                 */
                "application/json": components["schemas"]["OrganizationsNewInvitation"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "email": "ada@example.org",
                     *       "role": "role",
                     *       "event_ids": [
                     *         "0190b1de-7c3a-7e52-9d41-6a2f0c8be317"
                     *       ],
                     *       "member_until": "2031-05-05T18:00:00Z",
                     *       "state": "confirmed",
                     *       "invited_by": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "created_at": "2031-05-05T18:00:00Z",
                     *       "expires_at": "2031-05-05T18:00:00Z",
                     *       "mailed_at": "2031-05-05T18:00:00Z",
                     *       "agency_link_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317"
                     *     }
                     */
                    "application/json": components["schemas"]["OrganizationsInvitation"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    deleteInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                invitation_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    resendInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                invitation_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "email": "ada@example.org",
                     *       "role": "role",
                     *       "event_ids": [
                     *         "0190b1de-7c3a-7e52-9d41-6a2f0c8be317"
                     *       ],
                     *       "member_until": "2031-05-05T18:00:00Z",
                     *       "state": "confirmed",
                     *       "invited_by": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "created_at": "2031-05-05T18:00:00Z",
                     *       "expires_at": "2031-05-05T18:00:00Z",
                     *       "mailed_at": "2031-05-05T18:00:00Z",
                     *       "agency_link_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317"
                     *     }
                     */
                    "application/json": components["schemas"]["OrganizationsInvitation"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    getInvoiceSettings: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /**
                     * @description The version, for `If-Match`.
                     * @example "7"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "legal_name": "legal name",
                     *       "street": "Grote Markt 1",
                     *       "postal_code": "2000",
                     *       "city": "Antwerp",
                     *       "country": "BE",
                     *       "tax_id": "tax id",
                     *       "registration_id": "registration id",
                     *       "email": "ada@example.org",
                     *       "exemption_note": "exemption note",
                     *       "footer": "footer",
                     *       "applies_reverse_charge": false,
                     *       "version": 7
                     *     }
                     */
                    "application/json": components["schemas"]["InvoicesSettings"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    setInvoiceSettings: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The `ETag` that you were given. If somebody changed it since, the answer is 412.
                 * @example "7"
                 */
                "If-Match"?: string;
            };
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "legal_name": "legal name",
                 *       "street": "Grote Markt 1",
                 *       "postal_code": "2000",
                 *       "city": "Antwerp",
                 *       "country": "BE",
                 *       "tax_id": "tax id",
                 *       "registration_id": "registration id",
                 *       "email": "ada@example.org",
                 *       "exemption_note": "exemption note",
                 *       "footer": "footer",
                 *       "applies_reverse_charge": false
                 *     }
                 */
                "application/json": components["schemas"]["InvoicesSettingsFields"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /**
                     * @description The version, for `If-Match`.
                     * @example "7"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "legal_name": "legal name",
                     *       "street": "Grote Markt 1",
                     *       "postal_code": "2000",
                     *       "city": "Antwerp",
                     *       "country": "BE",
                     *       "tax_id": "tax id",
                     *       "registration_id": "registration id",
                     *       "email": "ada@example.org",
                     *       "exemption_note": "exemption note",
                     *       "footer": "footer",
                     *       "applies_reverse_charge": false,
                     *       "version": 7
                     *     }
                     */
                    "application/json": components["schemas"]["InvoicesSettings"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    listInvoices: {
        parameters: {
            query?: {
                cursor?: string;
                event_id?: string;
                kind?: "invoice" | "credit_note";
                limit?: number;
            };
            header?: never;
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "kind": "paid",
                     *           "number": "K7QX4M",
                     *           "order_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "order_number": "order number",
                     *           "event_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "refund_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "corrects_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "currency": "EUR",
                     *           "net_minor": 3277,
                     *           "tax_minor": 623,
                     *           "total_minor": 3900,
                     *           "taxes": [
                     *             {
                     *               "rate_bp": 1,
                     *               "net_minor": 3277,
                     *               "tax_minor": 623
                     *             }
                     *           ],
                     *           "treatment": "treatment",
                     *           "buyer_name": "Ada Lovelace",
                     *           "issued_at": "2031-05-05T18:00:00Z"
                     *         }
                     *       ],
                     *       "next_cursor": "next cursor"
                     *     }
                     */
                    "application/json": components["schemas"]["InvoicesInvoicePage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    getInvoicePdf: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                invoice_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The PDF */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    leaveOrganization: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    getLedger: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "balances": [
                     *         {
                     *           "currency": "EUR",
                     *           "account": "4400",
                     *           "balance_minor": 1
                     *         }
                     *       ],
                     *       "items": [
                     *         {
                     *           "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "payment_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "kind": "paid",
                     *           "currency": "EUR",
                     *           "occurred_at": "2031-05-05T18:00:00Z",
                     *           "recorded_at": "2031-05-05T18:00:00Z",
                     *           "lines": [
                     *             {
                     *               "account": "4400",
                     *               "amount_minor": 1
                     *             }
                     *           ]
                     *         }
                     *       ],
                     *       "next_cursor": "next cursor"
                     *     }
                     */
                    "application/json": components["schemas"]["PaymentsLedgerPage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    listLegalTexts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "kind": "paid",
                     *           "number": 1,
                     *           "texts": {
                     *             "en": {
                     *               "html": "html",
                     *               "url": "url"
                     *             }
                     *           },
                     *           "published_at": "2031-05-05T18:00:00Z",
                     *           "published_by": "published by",
                     *           "is_current": false,
                     *           "main_language": "en"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["OrganizationsLegalTextList"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    getLegalText: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kind: "terms" | "privacy" | "imprint";
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /**
                     * @description The version, for `If-Match`.
                     * @example "7"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "kind": "paid",
                     *       "number": 1,
                     *       "texts": {
                     *         "en": {
                     *           "html": "html",
                     *           "url": "url"
                     *         }
                     *       },
                     *       "published_at": "2031-05-05T18:00:00Z",
                     *       "published_by": "published by",
                     *       "is_current": false,
                     *       "main_language": "en"
                     *     }
                     */
                    "application/json": components["schemas"]["OrganizationsLegalText"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    deleteLegalText: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The `ETag` that you were given. If somebody changed it since, the answer is 412.
                 * @example "7"
                 */
                "If-Match"?: string;
            };
            path: {
                kind: "terms" | "privacy" | "imprint";
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    listLegalTextVersions: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                kind: "terms" | "privacy" | "imprint";
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "number": 1,
                     *           "languages": [
                     *             "en"
                     *           ],
                     *           "published_at": "2031-05-05T18:00:00Z",
                     *           "is_current": false
                     *         }
                     *       ],
                     *       "next_cursor": "next cursor"
                     *     }
                     */
                    "application/json": components["schemas"]["OrganizationsLegalVersionPage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    createLegalTextVersion: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Any text of your own, new for each thing to be done. The same key with the same body answers the same result for 24 hours, and nothing happens twice.
                 * @example 2b8f9c1e-purchase-1
                 */
                "Idempotency-Key"?: string;
                /**
                 * @description The `ETag` that you were given. If somebody changed it since, the answer is 412.
                 * @example "7"
                 */
                "If-Match"?: string;
            };
            path: {
                kind: "terms" | "privacy" | "imprint";
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "texts": {
                 *         "en": {
                 *           "html": "html",
                 *           "url": "url"
                 *         }
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["OrganizationsNewLegalText"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    /**
                     * @description The version, for `If-Match`.
                     * @example "7"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "kind": "paid",
                     *       "number": 1,
                     *       "texts": {
                     *         "en": {
                     *           "html": "html",
                     *           "url": "url"
                     *         }
                     *       },
                     *       "published_at": "2031-05-05T18:00:00Z",
                     *       "published_by": "published by",
                     *       "is_current": false,
                     *       "main_language": "en"
                     *     }
                     */
                    "application/json": components["schemas"]["OrganizationsLegalText"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    getLegalTextVersion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kind: "terms" | "privacy" | "imprint";
                number: number;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "kind": "paid",
                     *       "number": 1,
                     *       "texts": {
                     *         "en": {
                     *           "html": "html",
                     *           "url": "url"
                     *         }
                     *       },
                     *       "published_at": "2031-05-05T18:00:00Z",
                     *       "published_by": "published by",
                     *       "is_current": false,
                     *       "main_language": "en"
                     *     }
                     */
                    "application/json": components["schemas"]["OrganizationsLegalText"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    setLogo: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The `ETag` that you were given. If somebody changed it since, the answer is 412.
                 * @example "7"
                 */
                "If-Match"?: string;
            };
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "file_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317"
                 *     }
                 */
                "application/json": components["schemas"]["FilesLogoFields"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /**
                     * @description The version, for `If-Match`.
                     * @example "7"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "file_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "width": 1,
                     *       "height": 1,
                     *       "version": 7
                     *     }
                     */
                    "application/json": components["schemas"]["FilesLogo"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    deleteLogo: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The `ETag` that you were given. If somebody changed it since, the answer is 412.
                 * @example "7"
                 */
                "If-Match"?: string;
            };
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /**
                     * @description The version, for `If-Match`.
                     * @example "7"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "file_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "width": 1,
                     *       "height": 1,
                     *       "version": 7
                     *     }
                     */
                    "application/json": components["schemas"]["FilesLogo"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    listMails: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                order_id?: string;
            };
            header?: never;
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "message_id": "message id",
                     *           "template": "order-confirmed",
                     *           "recipient": "recipient",
                     *           "order_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "event_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "state": "queued",
                     *           "reason": "reason",
                     *           "attempts": 1,
                     *           "queued_at": "2031-05-05T18:00:00Z",
                     *           "due_at": "2031-05-05T18:00:00Z",
                     *           "sent_at": "2031-05-05T18:00:00Z"
                     *         }
                     *       ],
                     *       "next_cursor": "next cursor"
                     *     }
                     */
                    "application/json": components["schemas"]["NotificationsMailPage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    resendMail: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Any text of your own, new for each thing to be done. The same key with the same body answers the same result for 24 hours, and nothing happens twice.
                 * @example 2b8f9c1e-purchase-1
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                mail_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "message_id": "message id",
                     *       "template": "order-confirmed",
                     *       "recipient": "recipient",
                     *       "order_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "event_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "state": "queued",
                     *       "reason": "reason",
                     *       "attempts": 1,
                     *       "queued_at": "2031-05-05T18:00:00Z",
                     *       "due_at": "2031-05-05T18:00:00Z",
                     *       "sent_at": "2031-05-05T18:00:00Z"
                     *     }
                     */
                    "application/json": components["schemas"]["NotificationsMail"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    listMembers: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "user_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "display_name": "display name",
                     *           "email": "ada@example.org",
                     *           "role": "role",
                     *           "event_ids": [
                     *             "0190b1de-7c3a-7e52-9d41-6a2f0c8be317"
                     *           ],
                     *           "expires_at": "2031-05-05T18:00:00Z",
                     *           "created_at": "2031-05-05T18:00:00Z",
                     *           "version": 7,
                     *           "agency_link_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317"
                     *         }
                     *       ],
                     *       "next_cursor": "next cursor"
                     *     }
                     */
                    "application/json": components["schemas"]["IdentityMemberPage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    deleteMember: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                member_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    updateMember: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The `ETag` that you were given. If somebody changed it since, the answer is 412.
                 * @example "7"
                 */
                "If-Match"?: string;
            };
            path: {
                member_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "role": "role",
                 *       "event_ids": [
                 *         "0190b1de-7c3a-7e52-9d41-6a2f0c8be317"
                 *       ],
                 *       "expires_at": "2031-05-05T18:00:00Z"
                 *     }
                 */
                "application/json": components["schemas"]["OrganizationsGrant"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "user_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "role": "role",
                     *       "event_ids": [
                     *         "0190b1de-7c3a-7e52-9d41-6a2f0c8be317"
                     *       ],
                     *       "expires_at": "2031-05-05T18:00:00Z",
                     *       "created_at": "2031-05-05T18:00:00Z",
                     *       "version": 7,
                     *       "agency_link_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317"
                     *     }
                     */
                    "application/json": components["schemas"]["OrganizationsMembership"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    keepMember: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The `ETag` that you were given. If somebody changed it since, the answer is 412.
                 * @example "7"
                 */
                "If-Match"?: string;
            };
            path: {
                member_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "user_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "role": "role",
                     *       "event_ids": [
                     *         "0190b1de-7c3a-7e52-9d41-6a2f0c8be317"
                     *       ],
                     *       "expires_at": "2031-05-05T18:00:00Z",
                     *       "created_at": "2031-05-05T18:00:00Z",
                     *       "version": 7,
                     *       "agency_link_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317"
                     *     }
                     */
                    "application/json": components["schemas"]["OrganizationsMembership"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    listOrders: {
        parameters: {
            query?: {
                cursor?: string;
                /** @description The event that sold it, or to which a pass in it admits. */
                event_id?: string;
                limit?: number;
                q?: string;
                state?: "held" | "awaiting_approval" | "awaiting_payment" | "under_review" | "confirmed" | "expired" | "cancelled";
            };
            header?: never;
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "number": "K7QX4M",
                     *           "event_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "state": "confirmed",
                     *           "money_state": "paid",
                     *           "currency": "EUR",
                     *           "total_minor": 3900,
                     *           "buyer_email": "ada@example.org",
                     *           "buyer_name": "Ada Lovelace",
                     *           "placed_at": "2031-05-05T18:00:00Z"
                     *         }
                     *       ],
                     *       "next_cursor": "next cursor"
                     *     }
                     */
                    "application/json": components["schemas"]["OrdersOrderPage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    createOrder: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Any text of your own, new for each thing to be done. The same key with the same body answers the same result for 24 hours, and nothing happens twice.
                 * @example 2b8f9c1e-purchase-1
                 */
                "Idempotency-Key"?: string;
                /**
                 * @description The code that opens a private event.
                 * @example friends-of-the-house
                 */
                "Turnout-Access-Code"?: string;
            };
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "event_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                 *       "lines": [
                 *         {
                 *           "ticket_type_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                 *           "quantity": 1,
                 *           "amount_minor": 1
                 *         }
                 *       ],
                 *       "buyer": {
                 *         "email": "ada@example.org",
                 *         "name": "Ada Lovelace",
                 *         "locale": "en"
                 *       },
                 *       "attendees": [
                 *         {
                 *           "ticket_type_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                 *           "name": "Ada Lovelace",
                 *           "email": "ada@example.org"
                 *         }
                 *       ],
                 *       "accepted_terms": 1
                 *     }
                 */
                "application/json": components["schemas"]["OrdersBasket"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "number": "K7QX4M",
                     *       "event_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "state": "confirmed",
                     *       "money_state": "paid",
                     *       "currency": "EUR",
                     *       "net_minor": 3277,
                     *       "tax_minor": 623,
                     *       "total_minor": 3900,
                     *       "paid_minor": 3900,
                     *       "refunded_minor": 0,
                     *       "buyer_email": "ada@example.org",
                     *       "buyer_name": "Ada Lovelace",
                     *       "locale": "en",
                     *       "placed_at": "2031-05-05T18:00:00Z",
                     *       "expires_at": "2031-05-05T18:00:00Z",
                     *       "confirmed_at": "2031-05-05T18:00:00Z",
                     *       "lines": [
                     *         {
                     *           "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "ticket_type_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "name": "Ada Lovelace",
                     *           "quantity": 1,
                     *           "unit_minor": 3900,
                     *           "tax_rate_bp": 1900,
                     *           "net_minor": 3277,
                     *           "tax_minor": 623,
                     *           "gross_minor": 3900,
                     *           "seats": {
                     *             "0190b1de-7c3a-7e52-9d41-6a2f0c8be317": 1
                     *           },
                     *           "returned": 1
                     *         }
                     *       ],
                     *       "attendees": [
                     *         {
                     *           "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "ticket_type_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "name": "Ada Lovelace",
                     *           "email": "ada@example.org",
                     *           "answers": {}
                     *         }
                     *       ],
                     *       "tickets": [
                     *         {
                     *           "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "attendee_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "event_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "ticket_type_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "state": "confirmed",
                     *           "is_transferred": false
                     *         }
                     *       ],
                     *       "answers": {},
                     *       "accepted_terms": 1,
                     *       "accepted_privacy": 1,
                     *       "accepted_at": "2031-05-05T18:00:00Z",
                     *       "secret": "5mZ0m2pXhV1nq8YkWc3T"
                     *     }
                     */
                    "application/json": components["schemas"]["OrdersOrder"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    getOrder: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The order's `secret`, from the answer to its purchase: whoever has it acts as its buyer.
                 * @example 5mZ0m2pXhV1nq8YkWc3T
                 */
                "Turnout-Order-Secret"?: string;
            };
            path: {
                order_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "number": "K7QX4M",
                     *       "event_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "state": "confirmed",
                     *       "money_state": "paid",
                     *       "currency": "EUR",
                     *       "net_minor": 3277,
                     *       "tax_minor": 623,
                     *       "total_minor": 3900,
                     *       "paid_minor": 3900,
                     *       "refunded_minor": 0,
                     *       "buyer_email": "ada@example.org",
                     *       "buyer_name": "Ada Lovelace",
                     *       "locale": "en",
                     *       "placed_at": "2031-05-05T18:00:00Z",
                     *       "expires_at": "2031-05-05T18:00:00Z",
                     *       "confirmed_at": "2031-05-05T18:00:00Z",
                     *       "lines": [
                     *         {
                     *           "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "ticket_type_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "name": "Ada Lovelace",
                     *           "quantity": 1,
                     *           "unit_minor": 3900,
                     *           "tax_rate_bp": 1900,
                     *           "net_minor": 3277,
                     *           "tax_minor": 623,
                     *           "gross_minor": 3900,
                     *           "seats": {
                     *             "0190b1de-7c3a-7e52-9d41-6a2f0c8be317": 1
                     *           },
                     *           "returned": 1
                     *         }
                     *       ],
                     *       "attendees": [
                     *         {
                     *           "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "ticket_type_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "name": "Ada Lovelace",
                     *           "email": "ada@example.org",
                     *           "answers": {}
                     *         }
                     *       ],
                     *       "tickets": [
                     *         {
                     *           "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "attendee_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "event_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "ticket_type_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "state": "confirmed",
                     *           "is_transferred": false
                     *         }
                     *       ],
                     *       "answers": {},
                     *       "accepted_terms": 1,
                     *       "accepted_privacy": 1,
                     *       "accepted_at": "2031-05-05T18:00:00Z",
                     *       "secret": "5mZ0m2pXhV1nq8YkWc3T"
                     *     }
                     */
                    "application/json": components["schemas"]["OrdersOrder"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    updateOrder: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The order's `secret`, from the answer to its purchase: whoever has it acts as its buyer.
                 * @example 5mZ0m2pXhV1nq8YkWc3T
                 */
                "Turnout-Order-Secret"?: string;
            };
            path: {
                order_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "buyer": {
                 *         "email": "ada@example.org",
                 *         "name": "Ada Lovelace",
                 *         "locale": "en"
                 *       },
                 *       "attendees": [
                 *         {
                 *           "ticket_type_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                 *           "name": "Ada Lovelace",
                 *           "email": "ada@example.org",
                 *           "answers": {}
                 *         }
                 *       ],
                 *       "answers": {},
                 *       "accepted_terms": 1
                 *     }
                 */
                "application/json": components["schemas"]["OrdersChanges"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "number": "K7QX4M",
                     *       "event_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "state": "confirmed",
                     *       "money_state": "paid",
                     *       "currency": "EUR",
                     *       "net_minor": 3277,
                     *       "tax_minor": 623,
                     *       "total_minor": 3900,
                     *       "paid_minor": 3900,
                     *       "refunded_minor": 0,
                     *       "buyer_email": "ada@example.org",
                     *       "buyer_name": "Ada Lovelace",
                     *       "locale": "en",
                     *       "placed_at": "2031-05-05T18:00:00Z",
                     *       "expires_at": "2031-05-05T18:00:00Z",
                     *       "confirmed_at": "2031-05-05T18:00:00Z",
                     *       "lines": [
                     *         {
                     *           "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "ticket_type_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "name": "Ada Lovelace",
                     *           "quantity": 1,
                     *           "unit_minor": 3900,
                     *           "tax_rate_bp": 1900,
                     *           "net_minor": 3277,
                     *           "tax_minor": 623,
                     *           "gross_minor": 3900,
                     *           "seats": {
                     *             "0190b1de-7c3a-7e52-9d41-6a2f0c8be317": 1
                     *           },
                     *           "returned": 1
                     *         }
                     *       ],
                     *       "attendees": [
                     *         {
                     *           "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "ticket_type_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "name": "Ada Lovelace",
                     *           "email": "ada@example.org",
                     *           "answers": {}
                     *         }
                     *       ],
                     *       "tickets": [
                     *         {
                     *           "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "attendee_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "event_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "ticket_type_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "state": "confirmed",
                     *           "is_transferred": false
                     *         }
                     *       ],
                     *       "answers": {},
                     *       "accepted_terms": 1,
                     *       "accepted_privacy": 1,
                     *       "accepted_at": "2031-05-05T18:00:00Z",
                     *       "secret": "5mZ0m2pXhV1nq8YkWc3T"
                     *     }
                     */
                    "application/json": components["schemas"]["OrdersOrder"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    acceptOrder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                order_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "reason"
                 *     }
                 */
                "application/json": components["schemas"]["OrdersDecisionFields"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "number": "K7QX4M",
                     *       "event_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "state": "confirmed",
                     *       "money_state": "paid",
                     *       "currency": "EUR",
                     *       "net_minor": 3277,
                     *       "tax_minor": 623,
                     *       "total_minor": 3900,
                     *       "paid_minor": 3900,
                     *       "refunded_minor": 0,
                     *       "buyer_email": "ada@example.org",
                     *       "buyer_name": "Ada Lovelace",
                     *       "locale": "en",
                     *       "placed_at": "2031-05-05T18:00:00Z",
                     *       "expires_at": "2031-05-05T18:00:00Z",
                     *       "confirmed_at": "2031-05-05T18:00:00Z",
                     *       "lines": [
                     *         {
                     *           "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "ticket_type_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "name": "Ada Lovelace",
                     *           "quantity": 1,
                     *           "unit_minor": 3900,
                     *           "tax_rate_bp": 1900,
                     *           "net_minor": 3277,
                     *           "tax_minor": 623,
                     *           "gross_minor": 3900,
                     *           "seats": {
                     *             "0190b1de-7c3a-7e52-9d41-6a2f0c8be317": 1
                     *           },
                     *           "returned": 1
                     *         }
                     *       ],
                     *       "attendees": [
                     *         {
                     *           "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "ticket_type_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "name": "Ada Lovelace",
                     *           "email": "ada@example.org",
                     *           "answers": {}
                     *         }
                     *       ],
                     *       "tickets": [
                     *         {
                     *           "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "attendee_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "event_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "ticket_type_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "state": "confirmed",
                     *           "is_transferred": false
                     *         }
                     *       ],
                     *       "answers": {},
                     *       "accepted_terms": 1,
                     *       "accepted_privacy": 1,
                     *       "accepted_at": "2031-05-05T18:00:00Z",
                     *       "secret": "5mZ0m2pXhV1nq8YkWc3T"
                     *     }
                     */
                    "application/json": components["schemas"]["OrdersOrder"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    updateOrderAttendee: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The order's `secret`, from the answer to its purchase: whoever has it acts as its buyer.
                 * @example 5mZ0m2pXhV1nq8YkWc3T
                 */
                "Turnout-Order-Secret"?: string;
            };
            path: {
                attendee_id: string;
                order_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Ada Lovelace",
                 *       "email": "ada@example.org",
                 *       "answers": {}
                 *     }
                 */
                "application/json": components["schemas"]["OrdersAttendeeFields"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "ticket_type_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "name": "Ada Lovelace",
                     *       "email": "ada@example.org",
                     *       "answers": {}
                     *     }
                     */
                    "application/json": components["schemas"]["OrdersOrderAttendee"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    getOrderBilling: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The order's `secret`, from the answer to its purchase: whoever has it acts as its buyer.
                 * @example 5mZ0m2pXhV1nq8YkWc3T
                 */
                "Turnout-Order-Secret"?: string;
            };
            path: {
                order_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "company": "company",
                     *       "name": "Ada Lovelace",
                     *       "street": "Grote Markt 1",
                     *       "postal_code": "2000",
                     *       "city": "Antwerp",
                     *       "country": "BE",
                     *       "tax_id": "tax id",
                     *       "reference": "reference",
                     *       "order_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "has_valid_vat_id": false
                     *     }
                     */
                    "application/json": components["schemas"]["InvoicesBilling"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    setOrderBilling: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The order's `secret`, from the answer to its purchase: whoever has it acts as its buyer.
                 * @example 5mZ0m2pXhV1nq8YkWc3T
                 */
                "Turnout-Order-Secret"?: string;
            };
            path: {
                order_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "company": "company",
                 *       "name": "Ada Lovelace",
                 *       "street": "Grote Markt 1",
                 *       "postal_code": "2000",
                 *       "city": "Antwerp",
                 *       "country": "BE",
                 *       "tax_id": "tax id",
                 *       "reference": "reference"
                 *     }
                 */
                "application/json": components["schemas"]["InvoicesBillingFields"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "company": "company",
                     *       "name": "Ada Lovelace",
                     *       "street": "Grote Markt 1",
                     *       "postal_code": "2000",
                     *       "city": "Antwerp",
                     *       "country": "BE",
                     *       "tax_id": "tax id",
                     *       "reference": "reference",
                     *       "order_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "has_valid_vat_id": false
                     *     }
                     */
                    "application/json": components["schemas"]["InvoicesBilling"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    cancelOrder: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Any text of your own, new for each thing to be done. The same key with the same body answers the same result for 24 hours, and nothing happens twice.
                 * @example 2b8f9c1e-purchase-1
                 */
                "Idempotency-Key"?: string;
                /**
                 * @description The order's `secret`, from the answer to its purchase: whoever has it acts as its buyer.
                 * @example 5mZ0m2pXhV1nq8YkWc3T
                 */
                "Turnout-Order-Secret"?: string;
            };
            path: {
                order_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "number": "K7QX4M",
                     *       "event_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "state": "confirmed",
                     *       "money_state": "paid",
                     *       "currency": "EUR",
                     *       "net_minor": 3277,
                     *       "tax_minor": 623,
                     *       "total_minor": 3900,
                     *       "paid_minor": 3900,
                     *       "refunded_minor": 0,
                     *       "buyer_email": "ada@example.org",
                     *       "buyer_name": "Ada Lovelace",
                     *       "locale": "en",
                     *       "placed_at": "2031-05-05T18:00:00Z",
                     *       "expires_at": "2031-05-05T18:00:00Z",
                     *       "confirmed_at": "2031-05-05T18:00:00Z",
                     *       "lines": [
                     *         {
                     *           "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "ticket_type_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "name": "Ada Lovelace",
                     *           "quantity": 1,
                     *           "unit_minor": 3900,
                     *           "tax_rate_bp": 1900,
                     *           "net_minor": 3277,
                     *           "tax_minor": 623,
                     *           "gross_minor": 3900,
                     *           "seats": {
                     *             "0190b1de-7c3a-7e52-9d41-6a2f0c8be317": 1
                     *           },
                     *           "returned": 1
                     *         }
                     *       ],
                     *       "attendees": [
                     *         {
                     *           "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "ticket_type_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "name": "Ada Lovelace",
                     *           "email": "ada@example.org",
                     *           "answers": {}
                     *         }
                     *       ],
                     *       "tickets": [
                     *         {
                     *           "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "attendee_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "event_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "ticket_type_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "state": "confirmed",
                     *           "is_transferred": false
                     *         }
                     *       ],
                     *       "answers": {},
                     *       "accepted_terms": 1,
                     *       "accepted_privacy": 1,
                     *       "accepted_at": "2031-05-05T18:00:00Z",
                     *       "secret": "5mZ0m2pXhV1nq8YkWc3T"
                     *     }
                     */
                    "application/json": components["schemas"]["OrdersOrder"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    getOrderCancellation: {
        parameters: {
            query?: {
                ticket_id?: string[];
            };
            header?: {
                /**
                 * @description The order's `secret`, from the answer to its purchase: whoever has it acts as its buyer.
                 * @example 5mZ0m2pXhV1nq8YkWc3T
                 */
                "Turnout-Order-Secret"?: string;
            };
            path: {
                order_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "order_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "currency": "EUR",
                     *       "ticket_ids": [
                     *         "0190b1de-7c3a-7e52-9d41-6a2f0c8be317"
                     *       ],
                     *       "is_whole": false,
                     *       "amount_minor": 1,
                     *       "kept_minor": 1,
                     *       "refusal": "refusal",
                     *       "pieces": [
                     *         {
                     *           "ticket_ids": [
                     *             "0190b1de-7c3a-7e52-9d41-6a2f0c8be317"
                     *           ],
                     *           "amount_minor": 1,
                     *           "refusal": "refusal"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["OrdersQuote"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    cancelOrderTickets: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Any text of your own, new for each thing to be done. The same key with the same body answers the same result for 24 hours, and nothing happens twice.
                 * @example 2b8f9c1e-purchase-1
                 */
                "Idempotency-Key"?: string;
                /**
                 * @description The order's `secret`, from the answer to its purchase: whoever has it acts as its buyer.
                 * @example 5mZ0m2pXhV1nq8YkWc3T
                 */
                "Turnout-Order-Secret"?: string;
            };
            path: {
                order_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "ticket_ids": [
                 *         "0190b1de-7c3a-7e52-9d41-6a2f0c8be317"
                 *       ],
                 *       "amount_minor": 1
                 *     }
                 */
                "application/json": components["schemas"]["OrdersCancellationFields"];
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "order_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "state": "confirmed",
                     *       "ticket_ids": [
                     *         "0190b1de-7c3a-7e52-9d41-6a2f0c8be317"
                     *       ],
                     *       "amount_minor": 1,
                     *       "currency": "EUR"
                     *     }
                     */
                    "application/json": components["schemas"]["OrdersCancelled"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    declineOrder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                order_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "reason"
                 *     }
                 */
                "application/json": components["schemas"]["OrdersDecisionFields"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "number": "K7QX4M",
                     *       "event_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "state": "confirmed",
                     *       "money_state": "paid",
                     *       "currency": "EUR",
                     *       "net_minor": 3277,
                     *       "tax_minor": 623,
                     *       "total_minor": 3900,
                     *       "paid_minor": 3900,
                     *       "refunded_minor": 0,
                     *       "buyer_email": "ada@example.org",
                     *       "buyer_name": "Ada Lovelace",
                     *       "locale": "en",
                     *       "placed_at": "2031-05-05T18:00:00Z",
                     *       "expires_at": "2031-05-05T18:00:00Z",
                     *       "confirmed_at": "2031-05-05T18:00:00Z",
                     *       "lines": [
                     *         {
                     *           "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "ticket_type_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "name": "Ada Lovelace",
                     *           "quantity": 1,
                     *           "unit_minor": 3900,
                     *           "tax_rate_bp": 1900,
                     *           "net_minor": 3277,
                     *           "tax_minor": 623,
                     *           "gross_minor": 3900,
                     *           "seats": {
                     *             "0190b1de-7c3a-7e52-9d41-6a2f0c8be317": 1
                     *           },
                     *           "returned": 1
                     *         }
                     *       ],
                     *       "attendees": [
                     *         {
                     *           "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "ticket_type_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "name": "Ada Lovelace",
                     *           "email": "ada@example.org",
                     *           "answers": {}
                     *         }
                     *       ],
                     *       "tickets": [
                     *         {
                     *           "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "attendee_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "event_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "ticket_type_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "state": "confirmed",
                     *           "is_transferred": false
                     *         }
                     *       ],
                     *       "answers": {},
                     *       "accepted_terms": 1,
                     *       "accepted_privacy": 1,
                     *       "accepted_at": "2031-05-05T18:00:00Z",
                     *       "secret": "5mZ0m2pXhV1nq8YkWc3T"
                     *     }
                     */
                    "application/json": components["schemas"]["OrdersOrder"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    listOrderFiles: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The order's `secret`, from the answer to its purchase: whoever has it acts as its buyer.
                 * @example 5mZ0m2pXhV1nq8YkWc3T
                 */
                "Turnout-Order-Secret"?: string;
            };
            path: {
                order_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "name": "Ada Lovelace",
                     *           "media_type": "image/png",
                     *           "bytes": 1,
                     *           "scan": "scan",
                     *           "sent_at": "2031-05-05T18:00:00Z",
                     *           "link": {
                     *             "url": "https://tickets.example.org/festival",
                     *             "expires_at": "2031-05-05T18:00:00Z"
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["OrdersSentFileList"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    createOrderFile: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The order's `secret`, from the answer to its purchase: whoever has it acts as its buyer.
                 * @example 5mZ0m2pXhV1nq8YkWc3T
                 */
                "Turnout-Order-Secret"?: string;
            };
            path: {
                order_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /** Format: binary */
                    file: string;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "name": "Ada Lovelace",
                     *       "media_type": "image/png",
                     *       "bytes": 1,
                     *       "scan": "scan",
                     *       "sent_at": "2031-05-05T18:00:00Z",
                     *       "link": {
                     *         "url": "https://tickets.example.org/festival",
                     *         "expires_at": "2031-05-05T18:00:00Z"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["OrdersSentFile"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    deleteOrderFile: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The order's `secret`, from the answer to its purchase: whoever has it acts as its buyer.
                 * @example 5mZ0m2pXhV1nq8YkWc3T
                 */
                "Turnout-Order-Secret"?: string;
            };
            path: {
                file_id: string;
                order_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    listOrderInvoices: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The order's `secret`, from the answer to its purchase: whoever has it acts as its buyer.
                 * @example 5mZ0m2pXhV1nq8YkWc3T
                 */
                "Turnout-Order-Secret"?: string;
            };
            path: {
                order_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "kind": "paid",
                     *           "number": "K7QX4M",
                     *           "order_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "order_number": "order number",
                     *           "event_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "refund_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "corrects_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "currency": "EUR",
                     *           "net_minor": 3277,
                     *           "tax_minor": 623,
                     *           "total_minor": 3900,
                     *           "taxes": [
                     *             {
                     *               "rate_bp": 1,
                     *               "net_minor": 3277,
                     *               "tax_minor": 623
                     *             }
                     *           ],
                     *           "treatment": "treatment",
                     *           "buyer_name": "Ada Lovelace",
                     *           "issued_at": "2031-05-05T18:00:00Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["InvoicesInvoiceList"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    createOrderInvoice: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                order_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "kind": "paid",
                     *       "number": "K7QX4M",
                     *       "order_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "order_number": "order number",
                     *       "event_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "refund_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "corrects_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "currency": "EUR",
                     *       "net_minor": 3277,
                     *       "tax_minor": 623,
                     *       "total_minor": 3900,
                     *       "taxes": [
                     *         {
                     *           "rate_bp": 1,
                     *           "net_minor": 3277,
                     *           "tax_minor": 623
                     *         }
                     *       ],
                     *       "treatment": "treatment",
                     *       "buyer_name": "Ada Lovelace",
                     *       "issued_at": "2031-05-05T18:00:00Z"
                     *     }
                     */
                    "application/json": components["schemas"]["InvoicesInvoice"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    getOrderInvoicePdf: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The order's `secret`, from the answer to its purchase: whoever has it acts as its buyer.
                 * @example 5mZ0m2pXhV1nq8YkWc3T
                 */
                "Turnout-Order-Secret"?: string;
            };
            path: {
                invoice_id: string;
                order_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The PDF */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    startOrderPayment: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The order's `secret`, from the answer to its purchase: whoever has it acts as its buyer.
                 * @example 5mZ0m2pXhV1nq8YkWc3T
                 */
                "Turnout-Order-Secret"?: string;
            };
            path: {
                order_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "connection_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                 *       "method": "method",
                 *       "country": "BE",
                 *       "plan_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                 *       "everything": false,
                 *       "return_path": "/summer-festival"
                 *     }
                 */
                "application/json": components["schemas"]["OrdersPaymentFields"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "order_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "payment_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "state": "confirmed",
                     *       "amount_minor": 1,
                     *       "currency": "EUR",
                     *       "redirect_url": "redirect url",
                     *       "next_action": {
                     *         "flow": "redirect",
                     *         "redirect_url": "redirect url",
                     *         "client_token": "client token",
                     *         "client_options": {
                     *           "en": "client option"
                     *         },
                     *         "instructions": [
                     *           {
                     *             "label": "label",
                     *             "value": "value"
                     *           }
                     *         ],
                     *         "expires_at": "2031-05-05T18:00:00Z"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["OrdersPaymentStarted"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    listOrderPaymentMethods: {
        parameters: {
            query?: {
                country?: string;
            };
            header?: {
                /**
                 * @description The order's `secret`, from the answer to its purchase: whoever has it acts as its buyer.
                 * @example 5mZ0m2pXhV1nq8YkWc3T
                 */
                "Turnout-Order-Secret"?: string;
            };
            path: {
                order_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "currency": "EUR",
                     *       "due_minor": 1,
                     *       "left_minor": 1,
                     *       "items": [
                     *         {
                     *           "connection_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "method": "method",
                     *           "title": "Summer Festival",
                     *           "flow": "redirect",
                     *           "mode": "mode",
                     *           "longest_pending_seconds": 1,
                     *           "module": "module"
                     *         }
                     *       ],
                     *       "plans": [
                     *         {
                     *           "plan_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "name": "Ada Lovelace",
                     *           "keeps_deposit": false,
                     *           "grace_days": 1,
                     *           "is_in_force": false,
                     *           "parts": [
                     *             {
                     *               "amount_minor": 1,
                     *               "due_at": "2031-05-05T18:00:00Z",
                     *               "is_paid": false
                     *             }
                     *           ]
                     *         }
                     *       ],
                     *       "plan_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "under_way": {
                     *         "order_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *         "payment_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *         "state": "confirmed",
                     *         "amount_minor": 1,
                     *         "currency": "EUR",
                     *         "redirect_url": "redirect url",
                     *         "next_action": {
                     *           "flow": "redirect",
                     *           "redirect_url": "redirect url",
                     *           "client_token": "client token",
                     *           "client_options": {
                     *             "en": "client option"
                     *           },
                     *           "instructions": [
                     *             {
                     *               "label": "label",
                     *               "value": "value"
                     *             }
                     *           ],
                     *           "expires_at": "2031-05-05T18:00:00Z"
                     *         }
                     *       },
                     *       "last_attempt_failed": false
                     *     }
                     */
                    "application/json": components["schemas"]["OrdersWaysToPay"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    createOrderRefund: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description Any text of your own, new for each thing to be done. The same key with the same body answers the same result for 24 hours, and nothing happens twice.
                 * @example 2b8f9c1e-purchase-1
                 */
                "Idempotency-Key": string;
            };
            path: {
                order_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "return_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                 *       "amount_minor": 1,
                 *       "reason": "reason"
                 *     }
                 */
                "application/json": components["schemas"]["OrdersRefundFields"];
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "refund_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "order_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "amount_minor": 1,
                     *       "currency": "EUR",
                     *       "state": "confirmed",
                     *       "return_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317"
                     *     }
                     */
                    "application/json": components["schemas"]["OrdersRefund"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    createOrderResendTicket: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The order's `secret`, from the answer to its purchase: whoever has it acts as its buyer.
                 * @example 5mZ0m2pXhV1nq8YkWc3T
                 */
                "Turnout-Order-Secret"?: string;
            };
            path: {
                order_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    returnOrder: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The order's `secret`, from the answer to its purchase: whoever has it acts as its buyer.
                 * @example 5mZ0m2pXhV1nq8YkWc3T
                 */
                "Turnout-Order-Secret"?: string;
            };
            path: {
                order_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "number": "K7QX4M",
                     *       "event_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "state": "confirmed",
                     *       "money_state": "paid",
                     *       "currency": "EUR",
                     *       "net_minor": 3277,
                     *       "tax_minor": 623,
                     *       "total_minor": 3900,
                     *       "paid_minor": 3900,
                     *       "refunded_minor": 0,
                     *       "buyer_email": "ada@example.org",
                     *       "buyer_name": "Ada Lovelace",
                     *       "locale": "en",
                     *       "placed_at": "2031-05-05T18:00:00Z",
                     *       "expires_at": "2031-05-05T18:00:00Z",
                     *       "confirmed_at": "2031-05-05T18:00:00Z",
                     *       "lines": [
                     *         {
                     *           "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "ticket_type_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "name": "Ada Lovelace",
                     *           "quantity": 1,
                     *           "unit_minor": 3900,
                     *           "tax_rate_bp": 1900,
                     *           "net_minor": 3277,
                     *           "tax_minor": 623,
                     *           "gross_minor": 3900,
                     *           "seats": {
                     *             "0190b1de-7c3a-7e52-9d41-6a2f0c8be317": 1
                     *           },
                     *           "returned": 1
                     *         }
                     *       ],
                     *       "attendees": [
                     *         {
                     *           "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "ticket_type_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "name": "Ada Lovelace",
                     *           "email": "ada@example.org",
                     *           "answers": {}
                     *         }
                     *       ],
                     *       "tickets": [
                     *         {
                     *           "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "attendee_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "event_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "ticket_type_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "state": "confirmed",
                     *           "is_transferred": false
                     *         }
                     *       ],
                     *       "answers": {},
                     *       "accepted_terms": 1,
                     *       "accepted_privacy": 1,
                     *       "accepted_at": "2031-05-05T18:00:00Z",
                     *       "secret": "5mZ0m2pXhV1nq8YkWc3T"
                     *     }
                     */
                    "application/json": components["schemas"]["OrdersOrder"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    listOrderTickets: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The order's `secret`, from the answer to its purchase: whoever has it acts as its buyer.
                 * @example 5mZ0m2pXhV1nq8YkWc3T
                 */
                "Turnout-Order-Secret"?: string;
            };
            path: {
                order_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "attendee_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "event_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "ticket_type_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "holder_name": "holder name",
                     *           "state": "confirmed",
                     *           "is_transferred": false,
                     *           "code": "code",
                     *           "short_code": "short code"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["OrdersTicketCodeList"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    getOrderTicketsIcs: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The order's `secret`, from the answer to its purchase: whoever has it acts as its buyer.
                 * @example 5mZ0m2pXhV1nq8YkWc3T
                 */
                "Turnout-Order-Secret"?: string;
            };
            path: {
                order_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An entry for each event the tickets admit to. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/calendar": string;
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    getOrderTicketsPdf: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The order's `secret`, from the answer to its purchase: whoever has it acts as its buyer.
                 * @example 5mZ0m2pXhV1nq8YkWc3T
                 */
                "Turnout-Order-Secret"?: string;
            };
            path: {
                order_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page for each valid ticket. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    createOrderTicketTransfer: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The order's `secret`, from the answer to its purchase: whoever has it acts as its buyer.
                 * @example 5mZ0m2pXhV1nq8YkWc3T
                 */
                "Turnout-Order-Secret"?: string;
            };
            path: {
                order_id: string;
                organization_id: string;
                ticket_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "ada@example.org",
                 *       "locale": "en"
                 *     }
                 */
                "application/json": components["schemas"]["OrdersOfferFields"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "order_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "ticket_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "event_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "state": "confirmed",
                     *       "recipient_email": "recipient email",
                     *       "offered_at": "2031-05-05T18:00:00Z",
                     *       "expires_at": "2031-05-05T18:00:00Z",
                     *       "ended_at": "2031-05-05T18:00:00Z"
                     *     }
                     */
                    "application/json": components["schemas"]["OrdersTransfer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    deleteOrderTicketTransfer: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The order's `secret`, from the answer to its purchase: whoever has it acts as its buyer.
                 * @example 5mZ0m2pXhV1nq8YkWc3T
                 */
                "Turnout-Order-Secret"?: string;
            };
            path: {
                order_id: string;
                organization_id: string;
                ticket_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    listOrderTransfers: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The order's `secret`, from the answer to its purchase: whoever has it acts as its buyer.
                 * @example 5mZ0m2pXhV1nq8YkWc3T
                 */
                "Turnout-Order-Secret"?: string;
            };
            path: {
                order_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "order_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "ticket_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "event_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "state": "confirmed",
                     *           "recipient_email": "recipient email",
                     *           "offered_at": "2031-05-05T18:00:00Z",
                     *           "expires_at": "2031-05-05T18:00:00Z",
                     *           "ended_at": "2031-05-05T18:00:00Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["OrdersTransferList"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    getOwnPartSpeaker: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The secret in a link by which the organizer lets somebody keep their own part up to date.
                 * @example 5mZ0m2pXhV1nq8YkWc3T
                 */
                "Turnout-Link-Secret": string;
            };
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /**
                     * @description The version, for `If-Match`.
                     * @example "7"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "event": {
                     *         "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *         "title": "Summer Festival",
                     *         "starts_at": "2031-05-05T18:00:00Z",
                     *         "ends_at": "2031-05-05T18:00:00Z",
                     *         "time_zone": "Europe/Brussels",
                     *         "page_url": "page url"
                     *       },
                     *       "speaker": {
                     *         "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *         "name": "Ada Lovelace",
                     *         "biography": "biography",
                     *         "professional_title": "professional title",
                     *         "company": "company",
                     *         "photo_file_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *         "links": [
                     *           {
                     *             "href": "href",
                     *             "title": "Summer Festival"
                     *           }
                     *         ]
                     *       },
                     *       "email": "ada@example.org",
                     *       "sessions": [
                     *         {
                     *           "session": {
                     *             "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *             "event_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *             "title": "Summer Festival",
                     *             "subtitle": "subtitle",
                     *             "abstract": "abstract",
                     *             "description": "Three evenings of new music.",
                     *             "kind": "paid",
                     *             "language": "en",
                     *             "track_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *             "room_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *             "starts_at": "2031-05-05T18:00:00Z",
                     *             "ends_at": "2031-05-05T18:00:00Z",
                     *             "day": "2031-05-05",
                     *             "starts_local": "starts local",
                     *             "ends_local": "ends local",
                     *             "capacity": 1,
                     *             "state": "scheduled",
                     *             "slug": "summer-festival",
                     *             "url": "url",
                     *             "feedback_url": "feedback url",
                     *             "links": [
                     *               {
                     *                 "href": "href",
                     *                 "title": "Summer Festival"
                     *               }
                     *             ],
                     *             "attachments": [
                     *               {
                     *                 "href": "href",
                     *                 "title": "Summer Festival"
                     *               }
                     *             ],
                     *             "speaker_ids": [
                     *               "0190b1de-7c3a-7e52-9d41-6a2f0c8be317"
                     *             ],
                     *             "speaker_roles": [
                     *               "speaker role"
                     *             ],
                     *             "tags": [
                     *               "tag"
                     *             ],
                     *             "needs_registration": false,
                     *             "source_key": "source key",
                     *             "version": 7
                     *           },
                     *           "room": "room",
                     *           "role": "role"
                     *         }
                     *       ],
                     *       "version": 7
                     *     }
                     */
                    "application/json": components["schemas"]["EventsSpeakerPart"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    updateOwnPartSpeaker: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The `ETag` that you were given. If somebody changed it since, the answer is 412.
                 * @example "7"
                 */
                "If-Match"?: string;
                /**
                 * @description The secret in a link by which the organizer lets somebody keep their own part up to date.
                 * @example 5mZ0m2pXhV1nq8YkWc3T
                 */
                "Turnout-Link-Secret": string;
            };
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "biography": "biography",
                 *       "professional_title": "professional title",
                 *       "company": "company",
                 *       "links": [
                 *         {
                 *           "href": "https://tickets.example.org/festival",
                 *           "title": "Summer Festival"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["EventsOwnPartChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /**
                     * @description The version, for `If-Match`.
                     * @example "7"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "event": {
                     *         "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *         "title": "Summer Festival",
                     *         "starts_at": "2031-05-05T18:00:00Z",
                     *         "ends_at": "2031-05-05T18:00:00Z",
                     *         "time_zone": "Europe/Brussels",
                     *         "page_url": "page url"
                     *       },
                     *       "speaker": {
                     *         "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *         "name": "Ada Lovelace",
                     *         "biography": "biography",
                     *         "professional_title": "professional title",
                     *         "company": "company",
                     *         "photo_file_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *         "links": [
                     *           {
                     *             "href": "href",
                     *             "title": "Summer Festival"
                     *           }
                     *         ]
                     *       },
                     *       "email": "ada@example.org",
                     *       "sessions": [
                     *         {
                     *           "session": {
                     *             "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *             "event_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *             "title": "Summer Festival",
                     *             "subtitle": "subtitle",
                     *             "abstract": "abstract",
                     *             "description": "Three evenings of new music.",
                     *             "kind": "paid",
                     *             "language": "en",
                     *             "track_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *             "room_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *             "starts_at": "2031-05-05T18:00:00Z",
                     *             "ends_at": "2031-05-05T18:00:00Z",
                     *             "day": "2031-05-05",
                     *             "starts_local": "starts local",
                     *             "ends_local": "ends local",
                     *             "capacity": 1,
                     *             "state": "scheduled",
                     *             "slug": "summer-festival",
                     *             "url": "url",
                     *             "feedback_url": "feedback url",
                     *             "links": [
                     *               {
                     *                 "href": "href",
                     *                 "title": "Summer Festival"
                     *               }
                     *             ],
                     *             "attachments": [
                     *               {
                     *                 "href": "href",
                     *                 "title": "Summer Festival"
                     *               }
                     *             ],
                     *             "speaker_ids": [
                     *               "0190b1de-7c3a-7e52-9d41-6a2f0c8be317"
                     *             ],
                     *             "speaker_roles": [
                     *               "speaker role"
                     *             ],
                     *             "tags": [
                     *               "tag"
                     *             ],
                     *             "needs_registration": false,
                     *             "source_key": "source key",
                     *             "version": 7
                     *           },
                     *           "room": "room",
                     *           "role": "role"
                     *         }
                     *       ],
                     *       "version": 7
                     *     }
                     */
                    "application/json": components["schemas"]["EventsSpeakerPart"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    setOwnPartSpeakerPhoto: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The secret in a link by which the organizer lets somebody keep their own part up to date.
                 * @example 5mZ0m2pXhV1nq8YkWc3T
                 */
                "Turnout-Link-Secret": string;
            };
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "image/*": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /**
                     * @description The version, for `If-Match`.
                     * @example "7"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "event": {
                     *         "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *         "title": "Summer Festival",
                     *         "starts_at": "2031-05-05T18:00:00Z",
                     *         "ends_at": "2031-05-05T18:00:00Z",
                     *         "time_zone": "Europe/Brussels",
                     *         "page_url": "page url"
                     *       },
                     *       "speaker": {
                     *         "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *         "name": "Ada Lovelace",
                     *         "biography": "biography",
                     *         "professional_title": "professional title",
                     *         "company": "company",
                     *         "photo_file_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *         "links": [
                     *           {
                     *             "href": "href",
                     *             "title": "Summer Festival"
                     *           }
                     *         ]
                     *       },
                     *       "email": "ada@example.org",
                     *       "sessions": [
                     *         {
                     *           "session": {
                     *             "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *             "event_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *             "title": "Summer Festival",
                     *             "subtitle": "subtitle",
                     *             "abstract": "abstract",
                     *             "description": "Three evenings of new music.",
                     *             "kind": "paid",
                     *             "language": "en",
                     *             "track_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *             "room_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *             "starts_at": "2031-05-05T18:00:00Z",
                     *             "ends_at": "2031-05-05T18:00:00Z",
                     *             "day": "2031-05-05",
                     *             "starts_local": "starts local",
                     *             "ends_local": "ends local",
                     *             "capacity": 1,
                     *             "state": "scheduled",
                     *             "slug": "summer-festival",
                     *             "url": "url",
                     *             "feedback_url": "feedback url",
                     *             "links": [
                     *               {
                     *                 "href": "href",
                     *                 "title": "Summer Festival"
                     *               }
                     *             ],
                     *             "attachments": [
                     *               {
                     *                 "href": "href",
                     *                 "title": "Summer Festival"
                     *               }
                     *             ],
                     *             "speaker_ids": [
                     *               "0190b1de-7c3a-7e52-9d41-6a2f0c8be317"
                     *             ],
                     *             "speaker_roles": [
                     *               "speaker role"
                     *             ],
                     *             "tags": [
                     *               "tag"
                     *             ],
                     *             "needs_registration": false,
                     *             "source_key": "source key",
                     *             "version": 7
                     *           },
                     *           "room": "room",
                     *           "role": "role"
                     *         }
                     *       ],
                     *       "version": 7
                     *     }
                     */
                    "application/json": components["schemas"]["EventsSpeakerPart"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    deleteOwnPartSpeakerPhoto: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The `ETag` that you were given. If somebody changed it since, the answer is 412.
                 * @example "7"
                 */
                "If-Match"?: string;
                /**
                 * @description The secret in a link by which the organizer lets somebody keep their own part up to date.
                 * @example 5mZ0m2pXhV1nq8YkWc3T
                 */
                "Turnout-Link-Secret": string;
            };
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /**
                     * @description The version, for `If-Match`.
                     * @example "7"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "event": {
                     *         "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *         "title": "Summer Festival",
                     *         "starts_at": "2031-05-05T18:00:00Z",
                     *         "ends_at": "2031-05-05T18:00:00Z",
                     *         "time_zone": "Europe/Brussels",
                     *         "page_url": "page url"
                     *       },
                     *       "speaker": {
                     *         "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *         "name": "Ada Lovelace",
                     *         "biography": "biography",
                     *         "professional_title": "professional title",
                     *         "company": "company",
                     *         "photo_file_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *         "links": [
                     *           {
                     *             "href": "href",
                     *             "title": "Summer Festival"
                     *           }
                     *         ]
                     *       },
                     *       "email": "ada@example.org",
                     *       "sessions": [
                     *         {
                     *           "session": {
                     *             "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *             "event_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *             "title": "Summer Festival",
                     *             "subtitle": "subtitle",
                     *             "abstract": "abstract",
                     *             "description": "Three evenings of new music.",
                     *             "kind": "paid",
                     *             "language": "en",
                     *             "track_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *             "room_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *             "starts_at": "2031-05-05T18:00:00Z",
                     *             "ends_at": "2031-05-05T18:00:00Z",
                     *             "day": "2031-05-05",
                     *             "starts_local": "starts local",
                     *             "ends_local": "ends local",
                     *             "capacity": 1,
                     *             "state": "scheduled",
                     *             "slug": "summer-festival",
                     *             "url": "url",
                     *             "feedback_url": "feedback url",
                     *             "links": [
                     *               {
                     *                 "href": "href",
                     *                 "title": "Summer Festival"
                     *               }
                     *             ],
                     *             "attachments": [
                     *               {
                     *                 "href": "href",
                     *                 "title": "Summer Festival"
                     *               }
                     *             ],
                     *             "speaker_ids": [
                     *               "0190b1de-7c3a-7e52-9d41-6a2f0c8be317"
                     *             ],
                     *             "speaker_roles": [
                     *               "speaker role"
                     *             ],
                     *             "tags": [
                     *               "tag"
                     *             ],
                     *             "needs_registration": false,
                     *             "source_key": "source key",
                     *             "version": 7
                     *           },
                     *           "room": "room",
                     *           "role": "role"
                     *         }
                     *       ],
                     *       "version": 7
                     *     }
                     */
                    "application/json": components["schemas"]["EventsSpeakerPart"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    getOwnPartSponsor: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The secret in a link by which the organizer lets somebody keep their own part up to date.
                 * @example 5mZ0m2pXhV1nq8YkWc3T
                 */
                "Turnout-Link-Secret": string;
            };
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "event": {
                     *         "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *         "title": "Summer Festival",
                     *         "starts_at": "2031-05-05T18:00:00Z",
                     *         "ends_at": "2031-05-05T18:00:00Z",
                     *         "time_zone": "Europe/Brussels",
                     *         "page_url": "page url"
                     *       },
                     *       "sponsor": {
                     *         "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *         "name": "Ada Lovelace",
                     *         "description": "Three evenings of new music.",
                     *         "url": "url",
                     *         "logo_file_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317"
                     *       },
                     *       "level": "level",
                     *       "is_public": false
                     *     }
                     */
                    "application/json": components["schemas"]["EventsSponsorPart"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    listPaymentDeliveries: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                state?: "received" | "done" | "ignored" | "foreign" | "dead";
            };
            header?: never;
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "connection_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "payment_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "state": "confirmed",
                     *           "attempts": 1,
                     *           "detail": "detail",
                     *           "received_at": "2031-05-05T18:00:00Z",
                     *           "finished_at": "2031-05-05T18:00:00Z"
                     *         }
                     *       ],
                     *       "next_cursor": "next cursor"
                     *     }
                     */
                    "application/json": components["schemas"]["PaymentsDeliveryPage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    replayPaymentDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                delivery_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "connection_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "payment_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "state": "confirmed",
                     *       "attempts": 1,
                     *       "detail": "detail",
                     *       "received_at": "2031-05-05T18:00:00Z",
                     *       "finished_at": "2031-05-05T18:00:00Z"
                     *     }
                     */
                    "application/json": components["schemas"]["PaymentsDelivery"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    listPaymentStatementLines: {
        parameters: {
            query?: {
                connection_id?: string;
                cursor?: string;
                limit?: number;
                state?: "unmatched" | "matched" | "applied" | "ignored";
            };
            header?: never;
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "connection_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "booked_on": "2031-05-05",
                     *           "amount_minor": 1,
                     *           "currency": "EUR",
                     *           "text": "text",
                     *           "party": "party",
                     *           "party_account": "party account",
                     *           "state": "unmatched",
                     *           "payment_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "reason": "reason",
                     *           "imported_at": "2031-05-05T18:00:00Z",
                     *           "settled_at": "2031-05-05T18:00:00Z"
                     *         }
                     *       ],
                     *       "next_cursor": "next cursor"
                     *     }
                     */
                    "application/json": components["schemas"]["AccountingStatementLinePage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    assignPaymentStatementLine: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                line_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "payment_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                 *       "order_number": "order number"
                 *     }
                 */
                "application/json": components["schemas"]["AccountingAssignmentFields"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "connection_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "booked_on": "2031-05-05",
                     *       "amount_minor": 1,
                     *       "currency": "EUR",
                     *       "text": "text",
                     *       "party": "party",
                     *       "party_account": "party account",
                     *       "state": "unmatched",
                     *       "payment_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "reason": "reason",
                     *       "imported_at": "2031-05-05T18:00:00Z",
                     *       "settled_at": "2031-05-05T18:00:00Z"
                     *     }
                     */
                    "application/json": components["schemas"]["AccountingStatementLine"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    ignorePaymentStatementLine: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                line_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "reason"
                 *     }
                 */
                "application/json": components["schemas"]["AccountingReasonFields"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "connection_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "booked_on": "2031-05-05",
                     *       "amount_minor": 1,
                     *       "currency": "EUR",
                     *       "text": "text",
                     *       "party": "party",
                     *       "party_account": "party account",
                     *       "state": "unmatched",
                     *       "payment_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "reason": "reason",
                     *       "imported_at": "2031-05-05T18:00:00Z",
                     *       "settled_at": "2031-05-05T18:00:00Z"
                     *     }
                     */
                    "application/json": components["schemas"]["AccountingStatementLine"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    createPaymentStatement: {
        parameters: {
            query: {
                connection_id: string;
                /** @description Say what would happen, and change nothing. */
                dry_run?: boolean;
            };
            header?: never;
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        /** @description CAMT.053 as XML, or CSV as the bank exports it; at most 5 MB. */
        requestBody: {
            content: {
                "application/xml": string;
                "text/csv": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "lines": 1,
                     *       "known": 1,
                     *       "matched": 1,
                     *       "unmatched": 1,
                     *       "passed_over": 1,
                     *       "wrong_sums": [
                     *         {
                     *           "payment_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "asked_minor": 1,
                     *           "received_minor": 1,
                     *           "currency": "EUR",
                     *           "received_currency": "received currency"
                     *         }
                     *       ],
                     *       "is_dry_run": false
                     *     }
                     */
                    "application/json": components["schemas"]["AccountingStatementReport"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    listPayments: {
        parameters: {
            query?: {
                cursor?: string;
                /** @description Only those that wait for a person to approve or refuse them. */
                is_held?: boolean;
                limit?: number;
                /** @description What it was opened for: an order's id. */
                reference?: string;
                state?: "pending" | "unknown" | "needs_action" | "processing" | "authorized" | "succeeded" | "part_refunded" | "refunded" | "failed" | "cancelled";
            };
            header?: never;
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "connection_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "reference": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "state": "confirmed",
                     *           "amount_minor": 1,
                     *           "currency": "EUR",
                     *           "captured_minor": 1,
                     *           "refunded_minor": 0,
                     *           "disputed_minor": 1,
                     *           "fee_minor": 1,
                     *           "dispute": "dispute",
                     *           "review_reason": "review reason",
                     *           "error_code": "error code",
                     *           "provider_ref": "provider ref",
                     *           "opened_at": "2031-05-05T18:00:00Z",
                     *           "settled_at": "2031-05-05T18:00:00Z",
                     *           "is_open": false,
                     *           "is_live": false,
                     *           "method": "method",
                     *           "authorized_minor": 1,
                     *           "authorized_until": "2031-05-05T18:00:00Z",
                     *           "review_decision": "approved",
                     *           "stray_minor": 1,
                     *           "platform_fee_minor": 1
                     *         }
                     *       ],
                     *       "next_cursor": "next cursor"
                     *     }
                     */
                    "application/json": components["schemas"]["PaymentsPaymentPage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    getPayment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
                payment_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "payment": {
                     *         "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *         "connection_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *         "reference": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *         "state": "confirmed",
                     *         "amount_minor": 1,
                     *         "currency": "EUR",
                     *         "captured_minor": 1,
                     *         "refunded_minor": 0,
                     *         "disputed_minor": 1,
                     *         "fee_minor": 1,
                     *         "dispute": "dispute",
                     *         "review_reason": "review reason",
                     *         "error_code": "error code",
                     *         "provider_ref": "provider ref",
                     *         "opened_at": "2031-05-05T18:00:00Z",
                     *         "settled_at": "2031-05-05T18:00:00Z",
                     *         "is_open": false,
                     *         "is_live": false,
                     *         "method": "method",
                     *         "authorized_minor": 1,
                     *         "authorized_until": "2031-05-05T18:00:00Z",
                     *         "review_decision": "approved",
                     *         "stray_minor": 1,
                     *         "platform_fee_minor": 1
                     *       },
                     *       "refunds": [
                     *         {
                     *           "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "amount_minor": 1,
                     *           "currency": "EUR",
                     *           "state": "confirmed",
                     *           "reason": "reason",
                     *           "error_code": "error code",
                     *           "requested_at": "2031-05-05T18:00:00Z",
                     *           "ended_at": "2031-05-05T18:00:00Z"
                     *         }
                     *       ],
                     *       "facts": [
                     *         {
                     *           "kind": "paid",
                     *           "object_id": "object id",
                     *           "amount_minor": 1,
                     *           "currency": "EUR",
                     *           "fault": "fault",
                     *           "source": "source",
                     *           "occurred_at": "2031-05-05T18:00:00Z"
                     *         }
                     *       ],
                     *       "operations": [
                     *         {
                     *           "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "kind": "start",
                     *           "amount_minor": 1,
                     *           "currency": "EUR",
                     *           "state": "planned",
                     *           "attempts": 1,
                     *           "error": "error",
                     *           "planned_at": "2031-05-05T18:00:00Z",
                     *           "finished_at": "2031-05-05T18:00:00Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["PaymentsPaymentDetails"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    approvePayment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
                payment_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "reason"
                 *     }
                 */
                "application/json": components["schemas"]["PaymentsDecisionFields"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "connection_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "reference": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "state": "confirmed",
                     *       "amount_minor": 1,
                     *       "currency": "EUR",
                     *       "captured_minor": 1,
                     *       "refunded_minor": 0,
                     *       "disputed_minor": 1,
                     *       "fee_minor": 1,
                     *       "dispute": "dispute",
                     *       "review_reason": "review reason",
                     *       "error_code": "error code",
                     *       "provider_ref": "provider ref",
                     *       "opened_at": "2031-05-05T18:00:00Z",
                     *       "settled_at": "2031-05-05T18:00:00Z",
                     *       "is_open": false,
                     *       "is_live": false,
                     *       "method": "method",
                     *       "authorized_minor": 1,
                     *       "authorized_until": "2031-05-05T18:00:00Z",
                     *       "review_decision": "approved",
                     *       "stray_minor": 1,
                     *       "platform_fee_minor": 1
                     *     }
                     */
                    "application/json": components["schemas"]["PaymentsPayment"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    capturePayment: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description Any text of your own, new for each thing to be done. The same key with the same body answers the same result for 24 hours, and nothing happens twice.
                 * @example 2b8f9c1e-purchase-1
                 */
                "Idempotency-Key": string;
            };
            path: {
                organization_id: string;
                payment_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "amount_minor": 1
                 *     }
                 */
                "application/json": components["schemas"]["PaymentsCaptureFields"];
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "kind": "start",
                     *       "amount_minor": 1,
                     *       "currency": "EUR",
                     *       "state": "planned",
                     *       "attempts": 1,
                     *       "error": "error",
                     *       "planned_at": "2031-05-05T18:00:00Z",
                     *       "finished_at": "2031-05-05T18:00:00Z"
                     *     }
                     */
                    "application/json": components["schemas"]["PaymentsOperation"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    markPaymentRefundSent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
                payment_id: string;
                refund_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "amount_minor": 1,
                     *       "currency": "EUR",
                     *       "state": "confirmed",
                     *       "reason": "reason",
                     *       "error_code": "error code",
                     *       "requested_at": "2031-05-05T18:00:00Z",
                     *       "ended_at": "2031-05-05T18:00:00Z"
                     *     }
                     */
                    "application/json": components["schemas"]["AccountingSentRefund"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    refusePayment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
                payment_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "reason"
                 *     }
                 */
                "application/json": components["schemas"]["PaymentsDecisionFields"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "connection_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "reference": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "state": "confirmed",
                     *       "amount_minor": 1,
                     *       "currency": "EUR",
                     *       "captured_minor": 1,
                     *       "refunded_minor": 0,
                     *       "disputed_minor": 1,
                     *       "fee_minor": 1,
                     *       "dispute": "dispute",
                     *       "review_reason": "review reason",
                     *       "error_code": "error code",
                     *       "provider_ref": "provider ref",
                     *       "opened_at": "2031-05-05T18:00:00Z",
                     *       "settled_at": "2031-05-05T18:00:00Z",
                     *       "is_open": false,
                     *       "is_live": false,
                     *       "method": "method",
                     *       "authorized_minor": 1,
                     *       "authorized_until": "2031-05-05T18:00:00Z",
                     *       "review_decision": "approved",
                     *       "stray_minor": 1,
                     *       "platform_fee_minor": 1
                     *     }
                     */
                    "application/json": components["schemas"]["PaymentsPayment"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    voidPayment: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Any text of your own, new for each thing to be done. The same key with the same body answers the same result for 24 hours, and nothing happens twice.
                 * @example 2b8f9c1e-purchase-1
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                organization_id: string;
                payment_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "kind": "start",
                     *       "amount_minor": 1,
                     *       "currency": "EUR",
                     *       "state": "planned",
                     *       "attempts": 1,
                     *       "error": "error",
                     *       "planned_at": "2031-05-05T18:00:00Z",
                     *       "finished_at": "2031-05-05T18:00:00Z"
                     *     }
                     */
                    "application/json": components["schemas"]["PaymentsOperation"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    listPayouts: {
        parameters: {
            query?: {
                connection_id?: string;
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "connection_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "provider_ref": "provider ref",
                     *           "currency": "EUR",
                     *           "amount_minor": 1,
                     *           "fee_minor": 1,
                     *           "paid_at": "2031-05-05T18:00:00Z",
                     *           "recorded_at": "2031-05-05T18:00:00Z"
                     *         }
                     *       ],
                     *       "next_cursor": "next cursor"
                     *     }
                     */
                    "application/json": components["schemas"]["AccountingPayoutPage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    getPayout: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
                payout_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "payout": {
                     *         "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *         "connection_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *         "provider_ref": "provider ref",
                     *         "currency": "EUR",
                     *         "amount_minor": 1,
                     *         "fee_minor": 1,
                     *         "paid_at": "2031-05-05T18:00:00Z",
                     *         "recorded_at": "2031-05-05T18:00:00Z"
                     *       },
                     *       "items": [
                     *         {
                     *           "line_id": "line id",
                     *           "kind": "paid",
                     *           "gross_minor": 3900,
                     *           "fee_minor": 1,
                     *           "net_minor": 3277,
                     *           "currency": "EUR",
                     *           "occurred_at": "2031-05-05T18:00:00Z",
                     *           "provider_ref": "provider ref",
                     *           "object_id": "object id",
                     *           "payment_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "difference": "order_paid"
                     *         }
                     *       ],
                     *       "items_net_minor": 1
                     *     }
                     */
                    "application/json": components["schemas"]["AccountingPayoutDetails"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    refreshPayouts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "connection_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                 *       "since": "2031-05-05T18:00:00Z"
                 *     }
                 */
                "application/json": components["schemas"]["AccountingRefreshFields"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": 1,
                     *       "payouts": 1,
                     *       "booked": 1
                     *     }
                     */
                    "application/json": components["schemas"]["AccountingRefreshed"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    getPlatformFee: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "basis_points": 1,
                     *       "fixed": {
                     *         "en": 1
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["PaymentsPlatformFee"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    getPublicEvent: {
        parameters: {
            query?: {
                /** @description Look at another time; for members who may see drafts */
                at?: string;
                /** @description Show texts in this language where there are any */
                language?: string;
            };
            header?: {
                /**
                 * @description The languages that the reader understands, best first.
                 * @example de, en
                 */
                "Accept-Language"?: string;
                /**
                 * @description The code that opens a private event.
                 * @example friends-of-the-house
                 */
                "Turnout-Access-Code"?: string;
            };
            path: {
                organization_id: string;
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "slug": "summer-festival",
                     *       "title": "Summer Festival",
                     *       "summary": "Three evenings of new music.",
                     *       "description": "Three evenings of new music.",
                     *       "language": "en",
                     *       "languages": [
                     *         "en"
                     *       ],
                     *       "kind": "in_person",
                     *       "visibility": "public",
                     *       "state": "draft",
                     *       "state_reason": "state reason",
                     *       "starts_at": "2031-05-05T18:00:00Z",
                     *       "ends_at": "2031-05-05T18:00:00Z",
                     *       "starts_local": "starts local",
                     *       "ends_local": "ends local",
                     *       "time_zone": "Europe/Brussels",
                     *       "location": {
                     *         "name": "Ada Lovelace",
                     *         "street": "Grote Markt 1",
                     *         "postal_code": "2000",
                     *         "city": "Antwerp",
                     *         "region": "Flanders",
                     *         "country": "BE",
                     *         "latitude": 51.2213,
                     *         "longitude": 4.4051
                     *       },
                     *       "cover_file_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "contact_name": "contact name",
                     *       "contact_email": "contact email",
                     *       "contact_phone": "+32 3 555 01 23",
                     *       "category": "category",
                     *       "tags": [
                     *         "tag"
                     *       ],
                     *       "fields": [
                     *         {
                     *           "key": "key",
                     *           "label": "label",
                     *           "value": null
                     *         }
                     *       ],
                     *       "series_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "page_url": "page url",
                     *       "version": 7
                     *     }
                     */
                    "application/json": components["schemas"]["EventsPublicEvent"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    getPublicSeries: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "slug": "summer-festival",
                     *       "title": "Summer Festival",
                     *       "summary": "Three evenings of new music.",
                     *       "description": "Three evenings of new music.",
                     *       "cover_file_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "events": [
                     *         {
                     *           "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "slug": "summer-festival",
                     *           "title": "Summer Festival",
                     *           "summary": "Three evenings of new music.",
                     *           "state": "confirmed",
                     *           "starts_at": "2031-05-05T18:00:00Z",
                     *           "ends_at": "2031-05-05T18:00:00Z",
                     *           "time_zone": "Europe/Brussels"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["EventsPublicSeries"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    listPublicSeriesPasses: {
        parameters: {
            query?: {
                /** @description A language tag; texts fall back to the event's own. */
                language?: string;
            };
            header?: never;
            path: {
                organization_id: string;
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "name": "Ada Lovelace",
                     *           "description": "Three evenings of new music.",
                     *           "benefits": [
                     *             "benefit"
                     *           ],
                     *           "kind": "paid",
                     *           "sold_as": "sold as",
                     *           "price_minor": 3900,
                     *           "minimum_price_minor": 1,
                     *           "currency": "EUR",
                     *           "tax_rate_bp": 1900,
                     *           "places": 1,
                     *           "minimum_per_order": 1,
                     *           "maximum_per_order": 1,
                     *           "maximum_per_person": 1,
                     *           "maximum_per_ticket": 1,
                     *           "add_on_to": [
                     *             "0190b1de-7c3a-7e52-9d41-6a2f0c8be317"
                     *           ],
                     *           "parts": [
                     *             {
                     *               "ticket_type_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *               "quantity": 1
                     *             }
                     *           ],
                     *           "sales_start_at": "2031-05-05T18:00:00Z",
                     *           "sales_end_at": "2031-05-05T18:00:00Z",
                     *           "state": "confirmed",
                     *           "position": 1,
                     *           "admits_to": [
                     *             {
                     *               "event_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *               "title": "Summer Festival",
                     *               "slug": "summer-festival",
                     *               "starts_at": "2031-05-05T18:00:00Z",
                     *               "ends_at": "2031-05-05T18:00:00Z",
                     *               "time_zone": "Europe/Brussels"
                     *             }
                     *           ],
                     *           "seats": {
                     *             "0190b1de-7c3a-7e52-9d41-6a2f0c8be317": 1
                     *           },
                     *           "is_available": false,
                     *           "why_not": "event-closed",
                     *           "left": 1,
                     *           "event_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "event_slug": "event slug"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["InventorySeriesPassList"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    listReconciliationFindings: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                state?: "open" | "settled" | "gone";
            };
            header?: never;
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "kind": "order_paid",
                     *           "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "says": "says",
                     *           "subject": "subject",
                     *           "order_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "payment_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "connection_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "currency": "EUR",
                     *           "expected": 1,
                     *           "found": 1,
                     *           "state": "open",
                     *           "first_seen_at": "2031-05-05T18:00:00Z",
                     *           "last_seen_at": "2031-05-05T18:00:00Z",
                     *           "settled_at": "2031-05-05T18:00:00Z",
                     *           "settled_by": "settled by",
                     *           "reason": "reason"
                     *         }
                     *       ],
                     *       "next_cursor": "next cursor"
                     *     }
                     */
                    "application/json": components["schemas"]["AccountingFindingPage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    settleReconciliationFinding: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                finding_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "reason"
                 *     }
                 */
                "application/json": components["schemas"]["AccountingReasonFields"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "kind": "order_paid",
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "says": "says",
                     *       "subject": "subject",
                     *       "order_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "payment_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "connection_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "currency": "EUR",
                     *       "expected": 1,
                     *       "found": 1,
                     *       "state": "open",
                     *       "first_seen_at": "2031-05-05T18:00:00Z",
                     *       "last_seen_at": "2031-05-05T18:00:00Z",
                     *       "settled_at": "2031-05-05T18:00:00Z",
                     *       "settled_by": "settled by",
                     *       "reason": "reason"
                     *     }
                     */
                    "application/json": components["schemas"]["AccountingFinding"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    listReconciliations: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "ran_at": "2031-05-05T18:00:00Z",
                     *           "is_repairing": false,
                     *           "orders": 1,
                     *           "payments": 1,
                     *           "items": 1,
                     *           "asked": 1,
                     *           "repaired": 1,
                     *           "differences": 1
                     *         }
                     *       ],
                     *       "next_cursor": "next cursor"
                     *     }
                     */
                    "application/json": components["schemas"]["AccountingRunPage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    createReconciliation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "repair": false,
                 *       "ask_provider": false
                 *     }
                 */
                "application/json": components["schemas"]["AccountingReconciliationFields"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "orders": 1,
                     *       "payments": 1,
                     *       "items": 1,
                     *       "asked": 1,
                     *       "repaired": 1,
                     *       "differences": [
                     *         {
                     *           "kind": "order_paid",
                     *           "says": "says",
                     *           "order_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "payment_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "connection_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "name": "Ada Lovelace",
                     *           "currency": "EUR",
                     *           "expected": 1,
                     *           "found": 1
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["AccountingReport"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    listSeries: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "slug": "summer-festival",
                     *           "title": "Summer Festival",
                     *           "summary": "Three evenings of new music.",
                     *           "description": "Three evenings of new music.",
                     *           "cover_file_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "is_public": false,
                     *           "rule": "rule",
                     *           "starts_local": "starts local",
                     *           "time_zone": "Europe/Brussels",
                     *           "added_times": [
                     *             "2031-05-05T18:00:00Z"
                     *           ],
                     *           "left_out_times": [
                     *             "2031-05-05T18:00:00Z"
                     *           ],
                     *           "is_complete": false,
                     *           "created_at": "2031-05-05T18:00:00Z",
                     *           "updated_at": "2031-05-05T18:00:00Z",
                     *           "version": 7
                     *         }
                     *       ],
                     *       "next_cursor": "next cursor"
                     *     }
                     */
                    "application/json": components["schemas"]["EventsSeriesPage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    createSeries: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "summary": "Three evenings of new music.",
                 *       "description": "Three evenings of new music.",
                 *       "cover_file_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                 *       "is_public": false,
                 *       "title": "Summer Festival",
                 *       "slug": "summer-festival"
                 *     }
                 */
                "application/json": components["schemas"]["EventsNewSeries"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    /**
                     * @description The version, for `If-Match`.
                     * @example "7"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "slug": "summer-festival",
                     *       "title": "Summer Festival",
                     *       "summary": "Three evenings of new music.",
                     *       "description": "Three evenings of new music.",
                     *       "cover_file_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "is_public": false,
                     *       "rule": "rule",
                     *       "starts_local": "starts local",
                     *       "time_zone": "Europe/Brussels",
                     *       "added_times": [
                     *         "2031-05-05T18:00:00Z"
                     *       ],
                     *       "left_out_times": [
                     *         "2031-05-05T18:00:00Z"
                     *       ],
                     *       "is_complete": false,
                     *       "created_at": "2031-05-05T18:00:00Z",
                     *       "updated_at": "2031-05-05T18:00:00Z",
                     *       "version": 7
                     *     }
                     */
                    "application/json": components["schemas"]["EventsSeries"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    getSeries: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
                series_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /**
                     * @description The version, for `If-Match`.
                     * @example "7"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "slug": "summer-festival",
                     *       "title": "Summer Festival",
                     *       "summary": "Three evenings of new music.",
                     *       "description": "Three evenings of new music.",
                     *       "cover_file_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "is_public": false,
                     *       "rule": "rule",
                     *       "starts_local": "starts local",
                     *       "time_zone": "Europe/Brussels",
                     *       "added_times": [
                     *         "2031-05-05T18:00:00Z"
                     *       ],
                     *       "left_out_times": [
                     *         "2031-05-05T18:00:00Z"
                     *       ],
                     *       "is_complete": false,
                     *       "created_at": "2031-05-05T18:00:00Z",
                     *       "updated_at": "2031-05-05T18:00:00Z",
                     *       "version": 7
                     *     }
                     */
                    "application/json": components["schemas"]["EventsSeries"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    deleteSeries: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
                series_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    updateSeries: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The `ETag` that you were given. If somebody changed it since, the answer is 412.
                 * @example "7"
                 */
                "If-Match"?: string;
            };
            path: {
                organization_id: string;
                series_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "summary": "Three evenings of new music.",
                 *       "description": "Three evenings of new music.",
                 *       "cover_file_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                 *       "is_public": false,
                 *       "title": "Summer Festival",
                 *       "slug": "summer-festival"
                 *     }
                 */
                "application/json": components["schemas"]["EventsSeriesChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /**
                     * @description The version, for `If-Match`.
                     * @example "7"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "slug": "summer-festival",
                     *       "title": "Summer Festival",
                     *       "summary": "Three evenings of new music.",
                     *       "description": "Three evenings of new music.",
                     *       "cover_file_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "is_public": false,
                     *       "rule": "rule",
                     *       "starts_local": "starts local",
                     *       "time_zone": "Europe/Brussels",
                     *       "added_times": [
                     *         "2031-05-05T18:00:00Z"
                     *       ],
                     *       "left_out_times": [
                     *         "2031-05-05T18:00:00Z"
                     *       ],
                     *       "is_complete": false,
                     *       "created_at": "2031-05-05T18:00:00Z",
                     *       "updated_at": "2031-05-05T18:00:00Z",
                     *       "version": 7
                     *     }
                     */
                    "application/json": components["schemas"]["EventsSeries"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    listSeriesEvents: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
                series_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "slug": "summer-festival",
                     *           "title": "Summer Festival",
                     *           "summary": "Three evenings of new music.",
                     *           "description": "Three evenings of new music.",
                     *           "kind": "in_person",
                     *           "visibility": "public",
                     *           "state": "draft",
                     *           "state_reason": "state reason",
                     *           "starts_at": "2031-05-05T18:00:00Z",
                     *           "ends_at": "2031-05-05T18:00:00Z",
                     *           "starts_local": "starts local",
                     *           "ends_local": "ends local",
                     *           "time_zone": "Europe/Brussels",
                     *           "venue_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "location": {
                     *             "name": "Ada Lovelace",
                     *             "street": "Grote Markt 1",
                     *             "postal_code": "2000",
                     *             "city": "Antwerp",
                     *             "region": "Flanders",
                     *             "country": "BE",
                     *             "latitude": 51.2213,
                     *             "longitude": 4.4051
                     *           },
                     *           "online_url": "online url",
                     *           "language": "en",
                     *           "cover_file_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "contact_email": "contact email",
                     *           "contact_name": "contact name",
                     *           "contact_phone": "+32 3 555 01 23",
                     *           "category": "category",
                     *           "tags": [
                     *             "tag"
                     *           ],
                     *           "custom": {},
                     *           "translations": {
                     *             "en": {
                     *               "title": "Summer Festival",
                     *               "summary": "Three evenings of new music.",
                     *               "description": "Three evenings of new music."
                     *             }
                     *           },
                     *           "is_template": false,
                     *           "series_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "occurrence_local": "occurrence local",
                     *           "is_detached": false,
                     *           "published_at": "2031-05-05T18:00:00Z",
                     *           "created_at": "2031-05-05T18:00:00Z",
                     *           "updated_at": "2031-05-05T18:00:00Z",
                     *           "version": 7
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["EventsSeriesEvents"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    setSeriesEvent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
                series_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    deleteSeriesEvent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                organization_id: string;
                series_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    updateSeriesEvent: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The `ETag` that you were given. If somebody changed it since, the answer is 412.
                 * @example "7"
                 */
                "If-Match"?: string;
            };
            path: {
                event_id: string;
                organization_id: string;
                series_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "scope": "one",
                 *       "changes": {
                 *         "summary": "Three evenings of new music.",
                 *         "description": "Three evenings of new music.",
                 *         "kind": "in_person",
                 *         "visibility": "public",
                 *         "starts_at": "2031-05-05T18:00:00Z",
                 *         "ends_at": "2031-05-05T18:00:00Z",
                 *         "time_zone": "Europe/Brussels",
                 *         "venue_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                 *         "location": {
                 *           "name": "Ada Lovelace",
                 *           "street": "Grote Markt 1",
                 *           "postal_code": "2000",
                 *           "city": "Antwerp",
                 *           "region": "Flanders",
                 *           "country": "BE",
                 *           "latitude": 51.2213,
                 *           "longitude": 4.4051
                 *         },
                 *         "online_url": "https://tickets.example.org/festival",
                 *         "language": "en",
                 *         "cover_file_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                 *         "contact_email": "ada@example.org",
                 *         "contact_name": "contact name",
                 *         "contact_phone": "+32 3 555 01 23",
                 *         "category": "category",
                 *         "tags": [
                 *           "tag"
                 *         ],
                 *         "custom": {},
                 *         "translations": {
                 *           "en": {
                 *             "title": "Summer Festival",
                 *             "summary": "Three evenings of new music.",
                 *             "description": "Three evenings of new music."
                 *           }
                 *         },
                 *         "title": "Summer Festival",
                 *         "slug": "summer-festival"
                 *       },
                 *       "confirm": false
                 *     }
                 */
                "application/json": components["schemas"]["EventsOccurrenceChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "series": {
                     *         "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *         "slug": "summer-festival",
                     *         "title": "Summer Festival",
                     *         "summary": "Three evenings of new music.",
                     *         "description": "Three evenings of new music.",
                     *         "cover_file_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *         "is_public": false,
                     *         "rule": "rule",
                     *         "starts_local": "starts local",
                     *         "time_zone": "Europe/Brussels",
                     *         "added_times": [
                     *           "2031-05-05T18:00:00Z"
                     *         ],
                     *         "left_out_times": [
                     *           "2031-05-05T18:00:00Z"
                     *         ],
                     *         "is_complete": false,
                     *         "created_at": "2031-05-05T18:00:00Z",
                     *         "updated_at": "2031-05-05T18:00:00Z",
                     *         "version": 7
                     *       },
                     *       "changed": [
                     *         "0190b1de-7c3a-7e52-9d41-6a2f0c8be317"
                     *       ],
                     *       "removed": [
                     *         "0190b1de-7c3a-7e52-9d41-6a2f0c8be317"
                     *       ],
                     *       "left_alone": [
                     *         {
                     *           "event_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "reason": "past"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["EventsSeriesChangeAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    publishSeries: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
                series_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "published": [
                     *         "0190b1de-7c3a-7e52-9d41-6a2f0c8be317"
                     *       ],
                     *       "not_ready": [
                     *         "0190b1de-7c3a-7e52-9d41-6a2f0c8be317"
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["EventsSeriesPublished"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    setSeriesRule: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The `ETag` that you were given. If somebody changed it since, the answer is 412.
                 * @example "7"
                 */
                "If-Match"?: string;
            };
            path: {
                organization_id: string;
                series_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "rule": "rule",
                 *       "added_times": [
                 *         "2031-05-05T18:00:00Z"
                 *       ],
                 *       "left_out_times": [
                 *         "2031-05-05T18:00:00Z"
                 *       ],
                 *       "from_event_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                 *       "confirm": false
                 *     }
                 */
                "application/json": components["schemas"]["EventsRuleChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "series": {
                     *         "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *         "slug": "summer-festival",
                     *         "title": "Summer Festival",
                     *         "summary": "Three evenings of new music.",
                     *         "description": "Three evenings of new music.",
                     *         "cover_file_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *         "is_public": false,
                     *         "rule": "rule",
                     *         "starts_local": "starts local",
                     *         "time_zone": "Europe/Brussels",
                     *         "added_times": [
                     *           "2031-05-05T18:00:00Z"
                     *         ],
                     *         "left_out_times": [
                     *           "2031-05-05T18:00:00Z"
                     *         ],
                     *         "is_complete": false,
                     *         "created_at": "2031-05-05T18:00:00Z",
                     *         "updated_at": "2031-05-05T18:00:00Z",
                     *         "version": 7
                     *       },
                     *       "changed": [
                     *         "0190b1de-7c3a-7e52-9d41-6a2f0c8be317"
                     *       ],
                     *       "removed": [
                     *         "0190b1de-7c3a-7e52-9d41-6a2f0c8be317"
                     *       ],
                     *       "left_alone": [
                     *         {
                     *           "event_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "reason": "past"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["EventsSeriesChangeAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    getTransfer: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The secret in the link of the mail that offers a ticket.
                 * @example 5mZ0m2pXhV1nq8YkWc3T
                 */
                "Turnout-Transfer-Secret": string;
            };
            path: {
                organization_id: string;
                transfer_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "event_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "ticket_type_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "ticket_type": "ticket type",
                     *       "from_name": "from name",
                     *       "recipient_email": "recipient email",
                     *       "state": "confirmed",
                     *       "expires_at": "2031-05-05T18:00:00Z",
                     *       "form_version_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317"
                     *     }
                     */
                    "application/json": components["schemas"]["OrdersOffered"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    acceptTransfer: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description Any text of your own, new for each thing to be done. The same key with the same body answers the same result for 24 hours, and nothing happens twice.
                 * @example 2b8f9c1e-purchase-1
                 */
                "Idempotency-Key"?: string;
                /**
                 * @description The secret in the link of the mail that offers a ticket.
                 * @example 5mZ0m2pXhV1nq8YkWc3T
                 */
                "Turnout-Transfer-Secret": string;
            };
            path: {
                organization_id: string;
                transfer_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Ada Lovelace",
                 *       "email": "ada@example.org",
                 *       "answers": {}
                 *     }
                 */
                "application/json": components["schemas"]["OrdersAcceptFields"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "transfer_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "ticket_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "event_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "holder_name": "holder name",
                     *       "holder_email": "holder email",
                     *       "secret": "5mZ0m2pXhV1nq8YkWc3T"
                     *     }
                     */
                    "application/json": components["schemas"]["OrdersAccepted"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    declineTransfer: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The secret in the link of the mail that offers a ticket.
                 * @example 5mZ0m2pXhV1nq8YkWc3T
                 */
                "Turnout-Transfer-Secret": string;
            };
            path: {
                organization_id: string;
                transfer_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    listVenues: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "name": "Ada Lovelace",
                     *           "street": "Grote Markt 1",
                     *           "postal_code": "2000",
                     *           "city": "Antwerp",
                     *           "region": "Flanders",
                     *           "country": "BE",
                     *           "latitude": 51.2213,
                     *           "longitude": 4.4051,
                     *           "website": "website",
                     *           "accessibility": "accessibility",
                     *           "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "version": 7,
                     *           "is_archived": false
                     *         }
                     *       ],
                     *       "next_cursor": "next cursor"
                     *     }
                     */
                    "application/json": components["schemas"]["VenuesVenuePage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    createVenue: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "street": "Grote Markt 1",
                 *       "postal_code": "2000",
                 *       "city": "Antwerp",
                 *       "region": "Flanders",
                 *       "country": "BE",
                 *       "latitude": 51.2213,
                 *       "longitude": 4.4051,
                 *       "website": "https://tickets.example.org/festival",
                 *       "accessibility": "accessibility",
                 *       "name": "Ada Lovelace"
                 *     }
                 */
                "application/json": components["schemas"]["VenuesNewVenue"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "name": "Ada Lovelace",
                     *       "street": "Grote Markt 1",
                     *       "postal_code": "2000",
                     *       "city": "Antwerp",
                     *       "region": "Flanders",
                     *       "country": "BE",
                     *       "latitude": 51.2213,
                     *       "longitude": 4.4051,
                     *       "website": "website",
                     *       "accessibility": "accessibility",
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "version": 7,
                     *       "is_archived": false
                     *     }
                     */
                    "application/json": components["schemas"]["VenuesVenue"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    getVenue: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
                venue_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /**
                     * @description The version, for `If-Match`.
                     * @example "7"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "name": "Ada Lovelace",
                     *       "street": "Grote Markt 1",
                     *       "postal_code": "2000",
                     *       "city": "Antwerp",
                     *       "region": "Flanders",
                     *       "country": "BE",
                     *       "latitude": 51.2213,
                     *       "longitude": 4.4051,
                     *       "website": "website",
                     *       "accessibility": "accessibility",
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "version": 7,
                     *       "is_archived": false
                     *     }
                     */
                    "application/json": components["schemas"]["VenuesVenue"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    deleteVenue: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
                venue_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    updateVenue: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The `ETag` that you were given. If somebody changed it since, the answer is 412.
                 * @example "7"
                 */
                "If-Match"?: string;
            };
            path: {
                organization_id: string;
                venue_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "street": "Grote Markt 1",
                 *       "postal_code": "2000",
                 *       "city": "Antwerp",
                 *       "region": "Flanders",
                 *       "country": "BE",
                 *       "latitude": 51.2213,
                 *       "longitude": 4.4051,
                 *       "website": "https://tickets.example.org/festival",
                 *       "accessibility": "accessibility",
                 *       "name": "Ada Lovelace"
                 *     }
                 */
                "application/json": components["schemas"]["VenuesVenueChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /**
                     * @description The version, for `If-Match`.
                     * @example "7"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "name": "Ada Lovelace",
                     *       "street": "Grote Markt 1",
                     *       "postal_code": "2000",
                     *       "city": "Antwerp",
                     *       "region": "Flanders",
                     *       "country": "BE",
                     *       "latitude": 51.2213,
                     *       "longitude": 4.4051,
                     *       "website": "website",
                     *       "accessibility": "accessibility",
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "version": 7,
                     *       "is_archived": false
                     *     }
                     */
                    "application/json": components["schemas"]["VenuesVenue"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    listVenueRooms: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
                venue_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "venue_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *           "name": "Ada Lovelace",
                     *           "slug": "summer-festival",
                     *           "capacity": 1,
                     *           "position": 1,
                     *           "version": 7
                     *         }
                     *       ],
                     *       "next_cursor": "next cursor"
                     *     }
                     */
                    "application/json": components["schemas"]["VenuesRoomList"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    createVenueRoom: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
                venue_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "capacity": 1,
                 *       "position": 1,
                 *       "name": "Ada Lovelace"
                 *     }
                 */
                "application/json": components["schemas"]["VenuesNewRoom"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "venue_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "name": "Ada Lovelace",
                     *       "slug": "summer-festival",
                     *       "capacity": 1,
                     *       "position": 1,
                     *       "version": 7
                     *     }
                     */
                    "application/json": components["schemas"]["VenuesRoom"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    deleteVenueRoom: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
                room_id: string;
                venue_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    updateVenueRoom: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The `ETag` that you were given. If somebody changed it since, the answer is 412.
                 * @example "7"
                 */
                "If-Match"?: string;
            };
            path: {
                organization_id: string;
                room_id: string;
                venue_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "capacity": 1,
                 *       "position": 1,
                 *       "name": "Ada Lovelace"
                 *     }
                 */
                "application/json": components["schemas"]["VenuesRoomChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /**
                     * @description The version, for `If-Match`.
                     * @example "7"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "venue_id": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
                     *       "name": "Ada Lovelace",
                     *       "slug": "summer-festival",
                     *       "capacity": 1,
                     *       "position": 1,
                     *       "version": 7
                     *     }
                     */
                    "application/json": components["schemas"]["VenuesRoom"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
    receivePaymentWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                connection_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Problem"];
        };
    };
}
