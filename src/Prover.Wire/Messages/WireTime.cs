namespace Prover.Wire;

/// <summary>Times and spans in messages: milliseconds.</summary>
internal static class WireTime
{
    /// <summary>The longest span: 2^32 − 1 milliseconds, 49 days.</summary>
    public const ulong MaximumSpan = uint.MaxValue;

    /// <summary>The last time: 2^45 milliseconds after 1970, in the year 3084.</summary>
    public const ulong MaximumTime = 1UL << 45;

    public static ulong Milliseconds(TimeSpan span) =>
        (ulong)Math.Clamp((long)span.TotalMilliseconds, 0, (long)MaximumSpan);

    public static ulong? Milliseconds(TimeSpan? span) => span is { } value ? Milliseconds(value) : null;

    public static TimeSpan Span(ulong milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    public static TimeSpan? Span(ulong? milliseconds) => milliseconds is { } value ? Span(value) : null;

    public static ulong Milliseconds(DateTimeOffset time) =>
        (ulong)Math.Clamp(time.ToUnixTimeMilliseconds(), 0, (long)MaximumTime);

    public static DateTimeOffset Time(ulong milliseconds) =>
        DateTimeOffset.FromUnixTimeMilliseconds((long)milliseconds);
}
