using System.Globalization;

namespace DigestFunctions.Local.Tests;

/// <summary>Articles written for the tests.</summary>
internal static class Texts
{
    /// <summary>An article with one proposal and one criticism that no other number has.</summary>
    public static string Article(int number, string? title = null) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        {title ?? $"Harbour charge number {number} divides the city"}

        By Tomas Rill

        4 March 2026

        The Harbour Board proposed a congestion charge of {number} euros a day for cars that enter the old harbour quarter.

        The Cyclists' Union criticised the mayor for the loss of {number} parking spaces in the old town since last year.

        The ferry company said it had no opinion on the matter. Its boats carried a good many passengers last year.
        """);
}
