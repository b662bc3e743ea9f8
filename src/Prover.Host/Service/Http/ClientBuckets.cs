namespace Prover.Host.Service.Http;

/// <summary>A token bucket for each client: so many at once, then so many a second.</summary>
/// <remarks>Clients that have been away long enough for a full bucket are forgotten; with more than 10,000 at once
/// strangers share one bucket, so that memory has a bound.</remarks>
/// <param name="perSecond">Tokens a second.</param>
/// <param name="burst">Most tokens.</param>
/// <param name="clock">The time.</param>
internal sealed class ClientBuckets(double perSecond, int burst, TimeProvider clock)
{
    private const int MostClients = 10_000;
    private const string Strangers = "";

    private readonly Lock gate = new();
    private readonly Dictionary<string, (double Tokens, long At)> buckets = new(StringComparer.Ordinal);

    /// <summary>Takes a token; the time until there is one if there is none.</summary>
    /// <returns>Zero if it was taken.</returns>
    public TimeSpan Take(string client)
    {
        lock (gate)
        {
            long now = clock.GetTimestamp();
            string name = NameFor(client, now);
            double tokens = TokensOf(name, now);
            bool taken = tokens >= 1;
            buckets[name] = (taken ? tokens - 1 : tokens, now);
            return taken ? TimeSpan.Zero : TimeSpan.FromSeconds((1 - tokens) / perSecond);
        }
    }

    private string NameFor(string client, long now)
    {
        if (buckets.Count < MostClients || buckets.ContainsKey(client))
        {
            return client;
        }

        foreach (string rested in buckets.Keys.Where(name => TokensOf(name, now) >= burst).ToList())
        {
            _ = buckets.Remove(rested);
        }

        return buckets.Count < MostClients ? client : Strangers;
    }

    private double TokensOf(string name, long now)
    {
        return buckets.TryGetValue(name, out (double Tokens, long At) bucket)
            ? Math.Min(burst, bucket.Tokens + (perSecond * clock.GetElapsedTime(bucket.At, now).TotalSeconds))
            : burst;
    }
}
