using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Prover.Host.Service.Http;

/// <summary><c>GET /</c>: the status page, one file without anything from elsewhere.</summary>
internal static class PageRoute
{
    private static readonly byte[] Page = Load();

    /// <summary>Only the page's own style and script run, and they may only ask this node.</summary>
    public static string Policy { get; } =
        $"default-src 'none'; style-src '{HashOf("style")}'; script-src '{HashOf("script")}'; connect-src 'self';"
        + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>Adds the route.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        _ = app.MapGet("/", http =>
        {
            http.Response.ContentType = "text/html; charset=utf-8";
            http.Response.Headers.ContentSecurityPolicy = Policy;
            http.Response.Headers["Referrer-Policy"] = "no-referrer";
            http.Response.ContentLength = Page.Length;
            return http.Response.Body.WriteAsync(Page, http.RequestAborted).AsTask();
        });
    }

    private static byte[] Load()
    {
        using Stream stream = typeof(PageRoute).Assembly.GetManifestResourceStream("Service.page.html")!;
        using MemoryStream copy = new();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    /// <summary>The hash of what stands between the tags, as the policy names it.</summary>
    private static string HashOf(string tag)
    {
        string text = Encoding.UTF8.GetString(Page);
        string open = $"<{tag}>";
        int start = text.IndexOf(open, StringComparison.Ordinal) + open.Length;
        int end = text.IndexOf($"</{tag}>", start, StringComparison.Ordinal);
        return "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text[start..end])));
    }
}
