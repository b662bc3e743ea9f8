namespace Prover.Pipeline.Tests.Sender;

/// <summary>The exploration is not blind: with one rule of the sender taken away it finds a broken promise.</summary>
public sealed class SenderMutationTests
{
    private const int Schedules = 2_000;

    [Fact]
    public Task Without_waiting_for_a_final_nonce_a_block_lives_on_two_nonces() =>
        FindsAsync("beside a living one", () => new SenderHarness(bend: port => new HastyPort(port)));

    [Fact]
    public Task Without_comparing_block_hashes_a_block_is_called_final_that_is_gone() =>
        FindsAsync("is called final and is not", () => new SenderHarness(bend: port => new TrustingPort(port)));

    [Fact]
    public Task Without_higher_offers_a_replacement_is_seen_to_be_lower() =>
        FindsAsync("by a lower offer", () => new SenderHarness(bend: port => new StingyPort(port)));

    [Fact]
    public Task Without_the_order_of_blocks_one_is_signed_before_its_turn() =>
        FindsAsync("is signed while L1 is at", () => new SenderHarness(bend: port => new EagerPort(port)));

    [Fact]
    public Task Without_storing_first_something_is_sent_that_is_not_stored() =>
        FindsAsync("is sent and not stored", () => new SenderHarness(
            shelter: store => new ForgetfulStore(store, "l1 replace")));

    [Fact]
    public Task Without_the_caps_an_offer_is_seen_above_them() =>
        FindsAsync("above the caps", () => new SenderHarness(SenderHarness.DefaultRules with
        {
            Caps = new FeeCaps(10_000 * SenderHarness.Gwei, 200 * SenderHarness.Gwei),
        }));

    private static async Task FindsAsync(string promise, Func<SenderHarness> create)
    {
        for (int seed = 1; seed <= Schedules; seed++)
        {
            IReadOnlyList<string> broken = await new SenderSchedule(seed, create()).RunAsync();
            if (broken.Any(what => what.Contains(promise, StringComparison.Ordinal)))
            {
                return;
            }
        }

        Assert.Fail($"{Schedules} schedules broke nothing like '{promise}'.");
    }
}
