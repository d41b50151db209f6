namespace ArticleDigest.Editions.Merging;

/// <summary>A number of a statement with what it counts: 4 euros, 30 per cent, the year 2030, a Monday.</summary>
/// <param name="Unit">The unit, <see cref="Year"/> and the like, or <see cref="Count"/> for a number of anything else.</param>
/// <param name="Value">How many, or which.</param>
internal readonly record struct Figure(string Unit, decimal Value)
{
    /// <summary>The unit of a number that is told without one.</summary>
    public const string Count = "";

    /// <summary>The unit of a year of the calendar.</summary>
    public const string Year = "calendar-year";

    /// <summary>The unit of a month of the calendar.</summary>
    public const string Month = "calendar-month";

    /// <summary>The unit of a day of the month.</summary>
    public const string Day = "calendar-day";

    /// <summary>The unit of a day of the week.</summary>
    public const string Weekday = "weekday";

    /// <summary>The unit of how often: every month, yearly.</summary>
    public const string Frequency = "frequency";

    /// <summary>Whether both may count the same: a number without unit may be one of anything but a date.</summary>
    public bool CountsAs(Figure other) =>
        string.Equals(Unit, other.Unit, StringComparison.Ordinal)
        || (Unit is Count && !other.IsDate)
        || (other.Unit is Count && !IsDate);

    /// <summary>Whether it is a sum of money or a share of something.</summary>
    public bool IsSum => Unit is "eur" or "gbp" or "usd" or "brl" or "chf" or "cent" or "percent";

    /// <summary>Whether it says when.</summary>
    public bool IsDate => Unit is Year or Month or Day or Weekday or Frequency;
}
