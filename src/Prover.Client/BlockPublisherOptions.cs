namespace Prover.Client;

/// <summary>Where to publish blocks to, and how patient to be.</summary>
public sealed record BlockPublisherOptions
{
    /// <summary>The door: an http or https address of a node, or an amqp or amqps address of a broker with user,
    /// password and virtual host.</summary>
    public required Uri Door { get; init; }

    /// <summary>The bearer token of the HTTP door; secret.</summary>
    public string? Token { get; init; }

    /// <summary>The first part of the names on the broker.</summary>
    public string Prefix { get; init; } = "prover";

    /// <summary>The pause after the first failure; doubled with each further one.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The longest pause, unless the node asks for a longer one, up to an hour.</summary>
    public TimeSpan LastPause { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long to wait for an answer before the block is sent again. Through a broker an answer may take
    /// as long as the node is away or full, and each repetition is one more message.</summary>
    public TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long a connection may take.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Measures pauses.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
