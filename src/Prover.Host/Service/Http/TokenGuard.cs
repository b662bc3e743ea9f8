using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Prover.Host.Cli;
using Prover.Host.Service.Settings;

namespace Prover.Host.Service.Http;

/// <summary>For what a token is good.</summary>
internal enum TokenKind
{
    /// <summary>Handing in blocks.</summary>
    Door,

    /// <summary>Fetching blocks to prove them.</summary>
    Worker,

    /// <summary>Everything.</summary>
    Admin,
}

/// <summary>Decides by the header <c>Authorization: Bearer TOKEN</c> who may do what.</summary>
/// <remarks>
/// Tokens are kept and compared as SHA-256 hashes, in constant time. Without any token a node that only listens on
/// loopback is open. Where there is one, somebody else may come, as through a proxy on this machine: then a kind
/// without a token of its own needs the admin token.
/// </remarks>
internal sealed class TokenGuard
{
    private const string Scheme = "Bearer ";

    private readonly Dictionary<TokenKind, byte[]> hashes = [];
    private readonly bool loopbackOnly;

    private TokenGuard(bool loopbackOnly)
    {
        this.loopbackOnly = loopbackOnly;
    }

    /// <summary>The tokens that settings name.</summary>
    /// <exception cref="CommandException">One cannot be read, or two are the same.</exception>
    public static TokenGuard Of(ServiceSettings settings)
    {
        HttpSettings http = settings.Http;
        TokenGuard guard = new(http.Urls.All(url => SettingsCheck.IsLoopback(new Uri(url))));
        guard.Add(TokenKind.Door, Secrets.Read("Http:DoorToken", http.DoorTokenFile, http.DoorTokenVariable));
        guard.Add(TokenKind.Admin, Secrets.Read("Http:AdminToken", http.AdminTokenFile, http.AdminTokenVariable));
        guard.Add(TokenKind.Worker, Secrets.Read("Http:WorkerToken", http.WorkerTokenFile, http.WorkerTokenVariable));
        return guard;
    }

    /// <summary>Whether only this machine can reach the node.</summary>
    public bool IsLoopbackOnly => loopbackOnly;

    /// <summary>Whether a request may do something of a kind; answers it with 401 or 403 if not.</summary>
    public async Task<bool> AllowsAsync(HttpContext http, TokenKind kind)
    {
        if (hashes.Count == 0 && loopbackOnly)
        {
            return true;
        }

        TokenKind? shown = KindOf(http.Request.Headers.Authorization.ToString());
        if (shown == kind || shown == TokenKind.Admin)
        {
            return true;
        }

        bool known = shown is not null;
        if (!known)
        {
            http.Response.Headers.WWWAuthenticate = "Bearer";
        }

        await Answers.ProblemAsync(
            http,
            known ? StatusCodes.Status403Forbidden : StatusCodes.Status401Unauthorized,
            "token",
            $"expected the {kind.ToString().ToLowerInvariant()} token as Authorization: Bearer TOKEN")
            .ConfigureAwait(false);
        return false;
    }

    private void Add(TokenKind kind, string? token)
    {
        if (token is null)
        {
            return;
        }

        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(token));
        foreach ((TokenKind other, byte[] taken) in hashes)
        {
            if (CryptographicOperations.FixedTimeEquals(hash, taken))
            {
                throw new CommandException(
                    ExitCode.Usage,
                    $"setting Http:{kind}Token: expected a token of its own, found that of Http:{other}Token");
            }
        }

        hashes[kind] = hash;
    }

    /// <summary>All tokens are compared, whichever matches.</summary>
    private TokenKind? KindOf(string header)
    {
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        byte[] shown = SHA256.HashData(Encoding.UTF8.GetBytes(header[Scheme.Length..].Trim()));
        TokenKind? found = null;
        foreach ((TokenKind kind, byte[] hash) in hashes.OrderBy(pair => pair.Key))
        {
            found = CryptographicOperations.FixedTimeEquals(shown, hash) ? kind : found;
        }

        return found;
    }
}
